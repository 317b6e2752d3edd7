"""Pushing blobs (OCI distribution, end-4, 5, 6, 11, 13, 14)."""

from django.http import HttpResponse

from hub.access import policy, scopes
from hub.access.policy import Action
from hub.content import blobs, uploads
from hub.content.errors import BlobUnknown
from hub.oci import digests, names
from registry_api import headers
from registry_api.body import Body
from registry_api.errors import Unauthorized
from registry_api.views.base import RepositoryView


class PushView(RepositoryView):
    def upload_answer(self, upload, status):
        return HttpResponse(
            status=status,
            headers={
                "Location": f"{self.root}/blobs/uploads/{upload.pk}",
                "Range": headers.received(upload),
                "Docker-Upload-UUID": str(upload.pk),
                "Content-Length": "0",
            },
        )

    def blob_answer(self, digest):
        return HttpResponse(
            status=201,
            headers={
                "Location": f"{self.root}/blobs/{digest}",
                "Docker-Content-Digest": digest,
                "Content-Length": "0",
            },
        )


class UploadsView(PushView):
    """Where an upload begins; where the repository does not exist yet, this makes it."""

    actions = {"POST": Action.PUSH}

    def scope_of(self, request, action):
        """A mount needs its source too: clients ask for what the challenge names, once (OCI conformance 1.1.1)."""
        scope = super().scope_of(request, action)
        source = scopes.canonical(request.GET.get("from", ""))
        if not request.GET.get("mount") or not source:
            return scope
        return f"{scope} {scopes.of_repository(names.parse(source), 'pull')}"

    def post(self, request, name):
        mounted, digest = request.GET.get("mount"), request.GET.get("digest")
        algorithm = request.GET.get("digest-algorithm") or digests.USUAL
        digests.check_algorithm(algorithm)
        if mounted:
            return self.mount(digests.check(mounted), request.GET.get("from"))
        if digest:
            return self.push_at_once(digests.check(digest))
        return self.start(algorithm)

    def start(self, algorithm):
        upload = uploads.start(
            repository=self.find_or_create_repository(),
            user_id=self.actor.uploader_id,
            algorithm=algorithm,
        )
        answer = self.upload_answer(upload, 202)
        if minimal := uploads.minimal_chunk():
            answer["OCI-Chunk-Min-Length"] = str(minimal)
        return answer

    def push_at_once(self, digest):
        """POST with the whole body (end-4b). Some clients only probe, without one: they get an upload."""
        body, algorithm = Body(self.request.META), digests.algorithm(digest)
        if body.declared == 0 and digest != digests.of(b"", algorithm):
            return self.start(algorithm)
        uploads.require_room(0, body.declared)
        uploads.push(
            repository=self.find_or_create_repository(),
            user_id=self.actor.uploader_id,
            chunks=body,
            digest=digest,
            length=body.declared,
        )
        return self.blob_answer(digest)

    def mount(self, digest, source):
        """Never an error because of the source: what cannot be mounted is pushed."""
        try:
            sources = self.sources(source)
            repository = self.find_or_create_repository()
            blobs.mount(repository=repository, digest=digest, sources=sources)
        except (BlobUnknown, names.NameInvalid):
            return self.start(digests.algorithm(digest))
        return self.blob_answer(digest)

    def sources(self, source):
        """Where to look for the blob: one repository, or all that the caller may read with this token."""
        visible = policy.visible_repositories(self.actor)
        if not source:
            return self.request.auth.within(visible, "pull")
        name = names.parse(source)
        if not self.request.auth.asked_for(name.full):
            # Its token was made before it knew of the source; the answer says what to ask for.
            raise Unauthorized(
                scope=self.scope_of(self.request, Action.PUSH),
                error="insufficient_scope",
            )
        if not self.request.auth.grants_any(name.full, "pull"):
            raise BlobUnknown("")
        return visible.named(name)


class UploadView(PushView):
    """An upload under way."""

    actions = {
        "GET": Action.PUSH,
        "HEAD": Action.PUSH,
        "PATCH": Action.PUSH,
        "PUT": Action.PUSH,
        "DELETE": Action.PUSH,
    }

    def upload(self, upload_id):
        return uploads.find(
            repository=self.repository,
            user_id=self.actor.uploader_id,
            upload_id=upload_id,
        )

    def get(self, request, name, upload_id):
        answer = self.upload_answer(self.upload(upload_id), 204)
        del answer["Content-Length"]
        return answer

    def patch(self, request, name, upload_id):
        upload = self.upload(upload_id)
        return self.upload_answer(uploads.append(upload=upload, **self.chunk()), 202)

    def put(self, request, name, upload_id):
        digest = digests.check(request.GET.get("digest", ""))
        upload = self.upload(upload_id)
        uploads.finish(upload=upload, digest=digest, **self.chunk())
        return self.blob_answer(digest)

    def delete(self, request, name, upload_id):
        uploads.cancel(upload=self.upload(upload_id))
        return HttpResponse(status=204)

    def chunk(self):
        """The body, and what the client says of where it begins and how long it is."""
        position = headers.content_range(self.request.META.get("HTTP_CONTENT_RANGE"))
        begins_at, expected = position or (None, None)
        body = Body(self.request.META, expected=expected)
        length = expected if body.declared is None else body.declared
        return {"chunks": body, "begins_at": begins_at, "length": length}
