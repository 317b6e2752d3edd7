"""Blobs: pulling them whole or in part, asking for them, unlinking them (OCI distribution, end-2, 10)."""

from contextlib import closing

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse

from hub.access.policy import Action
from hub.content import blobs
from hub.oci import digests
from registry_api import headers, memory
from registry_api.views.base import RepositoryView

# A blob never changes. Whether the caller may read it can, so nobody else keeps it.
FOREVER = "private, max-age=31536000, immutable"


class BlobView(RepositoryView):
    actions = {"GET": Action.PULL, "HEAD": Action.PULL, "DELETE": Action.DELETE}

    def blob(self, digest):
        return blobs.find(repository=self.repository, digest=digests.check(digest))

    def head(self, request, name, digest):
        blob = self.blob(digest)
        if not request.auth.grants_any(self.name.full, "push"):
            self.remember()
        elif self.rights.allow(Action.PUSH):
            blobs.keep_for_push(blob)
        response = headers.not_modified(request, blob.digest) or HttpResponse(
            content_type="application/octet-stream"
        )
        return described(response, blob, blob.size)

    def get(self, request, name, digest):
        blob = self.blob(digest)
        if known := headers.not_modified(request, blob.digest):
            return described(known, blob, blob.size)
        part = headers.byte_range(headers.asked_range(request, digest), blob.size)
        start, length = part or (0, blob.size)
        response = self.handed_over(blob) or self.sent(blob, start, length)
        described(response, blob, length)
        if part and response.status_code == 200:
            response.status_code = 206
            response["Content-Range"] = (
                f"bytes {start}-{start + length - 1}/{blob.size}"
            )
        return response

    def handed_over(self, blob):
        """To nginx or to the object store, where the operator set that up."""
        if location := blobs.accel_path(blob):
            return HttpResponse(
                headers={"X-Accel-Redirect": location},
                content_type="application/octet-stream",
            )
        if url := blobs.url(blob):
            return HttpResponseRedirect(
                url, status=307, headers={"Cache-Control": "no-store"}
            )
        return None

    def sent(self, blob, start, length):
        stored = blobs.open_bytes(blob, start, length)
        if length > memory.LARGEST:
            return BlobResponse(stored)
        # A config: its bytes cost less than a stream's ceremony.
        with closing(stored):
            content = stored.read()
        self.remember()
        return HttpResponse(content, content_type="application/octet-stream")

    def delete(self, request, name, digest):
        blobs.unlink(repository=self.repository, digest=digests.check(digest))
        return HttpResponse(status=202, headers={"Content-Length": "0"})


class BlobResponse(StreamingHttpResponse):
    """Bytes on their way out: by sendfile where they are a file, else chunk by chunk."""

    block_size = 1024 * 1024

    def __init__(self, stored):
        super().__init__(stored, content_type="application/octet-stream")
        if hasattr(stored, "fileno"):
            # Django hands this to the server's own file wrapper.
            self.file_to_stream = stored


def described(response, blob, length):
    response["Docker-Content-Digest"] = blob.digest
    response["ETag"] = f'"{blob.digest}"'
    response["Accept-Ranges"] = "bytes"
    response.setdefault("Cache-Control", FOREVER)
    if response.status_code == 200 and "X-Accel-Redirect" not in response:
        response["Content-Length"] = str(length)
    return response
