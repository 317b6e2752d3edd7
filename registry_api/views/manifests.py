"""Manifests: pulled and pushed by tag or digest, by several tags at once (OCI distribution, end-3, 7, 9)."""

from functools import partial

from django.conf import settings
from django.http import HttpResponse

from hub.access.policy import Action
from hub.content import manifests, pulls, required, tags
from hub.oci import digests
from hub.statistics import clients, counting
from registry_api import headers, pull_limit
from registry_api.body import ManifestTooLarge, read_whole
from registry_api.errors import TagsStay, TooManyTags
from registry_api.views.base import RepositoryView

# The specification asks for 10 at least; more than these stand in no request line anyway.
TAGS_AT_ONCE = 30


class ManifestView(RepositoryView):
    actions = {
        "GET": Action.PULL,
        "HEAD": Action.PULL,
        "PUT": Action.PUSH,
        "DELETE": Action.DELETE,
    }

    def head(self, request, name, reference):
        stored = manifests.head(repository=self.repository, reference=reference)
        self.keep(pull_limit.look(request))
        return described(request, HttpResponse(content_type=stored.media_type), stored)

    def get(self, request, name, reference):
        stored = manifests.get(repository=self.repository, reference=reference)
        client = clients.family(request.META.get("HTTP_USER_AGENT", ""))
        tag = "" if ":" in reference else reference
        note = partial(note_pull, stored.pk, tag, client)
        self.keep(pull_limit.spend(request), on_recall=note)
        note()
        answer = HttpResponse(stored.content, content_type=stored.media_type)
        return described(request, answer, stored)

    def keep(self, limit, on_recall=None):
        """An answer that tells how many pulls are left is another one each time; others are remembered."""
        self.added |= limit
        if not limit:
            self.remember(on_recall)

    def put(self, request, name, reference):
        also_tags = tags_in_query(request)
        # Before the body, and before a repository is made for it.
        required.reference(reference, also_tags)
        limit = settings.HUB_MANIFEST_BYTES
        content = read_whole(request.META, limit, ManifestTooLarge)
        # A client may take its time with a body. What was allowed before it may not be any more.
        self.initial(request, name=name, reference=reference)
        manifest, parsed = manifests.put(
            repository=self.find_or_create_repository(),
            reference=reference,
            content=content,
            content_type=request.META.get("CONTENT_TYPE", ""),
            by=self.by,
            also_tags=also_tags,
            may_move_tags=self.actor.may_move_tags,
        )
        response = HttpResponse(status=201, headers={"Content-Length": "0"})
        response["Location"] = f"{self.root}/manifests/{manifest.digest}"
        response["Docker-Content-Digest"] = manifest.digest
        if also_tags:
            response["OCI-Tag"] = ", ".join(also_tags)
        if parsed.subject:
            # Without it clients believe that there is no referrers API, and write a fallback tag.
            response["OCI-Subject"] = parsed.subject.digest
        return response

    def delete(self, request, name, reference):
        if not self.actor.may_move_tags:
            raise TagsStay
        if ":" in reference:
            manifests.delete(
                repository=self.repository, digest=digests.check(reference), by=self.by
            )
        else:
            tags.delete(repository=self.repository, name=reference, by=self.by)
        return HttpResponse(status=202, headers={"Content-Length": "0"})


def note_pull(manifest_id, tag, client):
    """An answer from memory is found by its token, and so belongs to the client that it was first given to."""
    pulls.note(manifest_id)
    counting.note(manifest_id, tag, client)


def tags_in_query(request):
    """`?tag=1.0&tag=latest` beside a digest (OCI distribution, end-7b); raises TooManyTags."""
    found = list(dict.fromkeys(request.GET.getlist("tag")))
    if len(found) > TAGS_AT_ONCE:
        raise TooManyTags(TAGS_AT_ONCE)
    return found


def described(request, response, stored):
    response = headers.not_modified(request, stored.digest) or response
    if response.status_code == 200:
        response["Content-Length"] = str(stored.size)
    response["Docker-Content-Digest"] = stored.digest
    response["ETag"] = f'"{stored.digest}"'
    return response
