"""Uploads: from the first byte to a blob.

No transaction and no database connection is held while bytes flow. A request takes a new generation, writes, and
commits by compare-and-set: what a request that lost its generation still does counts no more.
"""

import uuid
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hub.content import blobs, durability, lookup
from hub.content.errors import (
    BlobTooLarge,
    BodyCutShort,
    RangeMismatch,
    UploadTakenOver,
    UploadUnknown,
)
from hub.content.models import Upload
from hub.content.storage import DigestMismatch, StaleWriter, UploadLost, backend
from hub.oci import digests
from hub.oci.digests import DigestInvalid


def start(*, repository, user_id, algorithm=digests.USUAL) -> Upload:
    """`algorithm` is that of the digest to come, as far as the client says; it may finish with another one."""
    with durability.not_promised():
        return Upload.objects.create(
            repository=repository,
            user_id=user_id,
            algorithm=algorithm,
            expires_at=expiry(),
        )


def push(*, repository, user_id, chunks, digest, length=None):
    """A whole blob in one request; where it is refused nobody could go on with it, so nothing of it stays.

    Returns the Blob; raises DigestInvalid, BodyCutShort, BlobTooLarge.
    """
    upload = start(
        repository=repository, user_id=user_id, algorithm=digests.algorithm(digest)
    )
    try:
        return finish(upload=upload, chunks=chunks, digest=digest, length=length)
    except (DigestInvalid, BodyCutShort, BlobTooLarge):
        cancel(upload=upload)
        raise


def find(*, repository, user_id, upload_id) -> Upload:
    """Raises UploadUnknown. An upload is of one repository and one person."""
    try:
        upload_id = uuid.UUID(upload_id)
    except ValueError:
        raise UploadUnknown from None
    upload = Upload.objects.filter(
        pk=upload_id, repository=repository, user=user_id, expires_at__gt=timezone.now()
    ).first()
    if upload is None:
        raise UploadUnknown
    upload.repository = repository
    return upload


def append(*, upload, chunks, begins_at=None, length=None) -> Upload:
    """Store `chunks` at the end. `begins_at` is where the client believes that to be, and `length` how many bytes they
    are, if it says so.

    Raises RangeMismatch, BodyCutShort (what arrived is kept), UploadTakenOver, BlobTooLarge, UploadUnknown.
    """
    claim(upload, begins_at, length)
    with writing(upload, upload.algorithm) as writer:
        try:
            receive(writer, chunks)
        except BodyCutShort:
            save(upload, writer)
            raise
        save(upload, writer)
    return upload


def finish(*, upload, chunks, digest, begins_at=None, length=None):
    """Store the last `chunks` and return the Blob, linked to the upload's repository.

    Raises DigestInvalid (the upload is as it was before), and what `append` raises.
    """
    claim(upload, begins_at, length)
    with writing(upload, digests.algorithm(digest)) as writer:
        try:
            receive(writer, chunks)
        except BodyCutShort:
            save(upload, writer)
            raise
        try:
            storage_key = writer.finish(digest)
        except DigestMismatch as error:
            release(upload, error)
            raise DigestInvalid(digest, error.actual) from error
        size = writer.offset
    return conclude(upload, digest, size, storage_key)


def cancel(*, upload):
    if Upload.objects.filter(pk=upload.pk, generation=upload.generation).delete()[0]:
        backend().discard(str(upload.pk), upload.state)


def claim(upload, begins_at, length):
    """Become the upload's one writer, with no database connection kept."""
    if begins_at is not None and begins_at != upload.offset:
        raise RangeMismatch(upload)
    require_room(upload.offset, length)
    taken = Upload.objects.filter(pk=upload.pk, generation=upload.generation)
    with durability.not_promised():
        is_mine = taken.update(generation=upload.generation + 1)
    if not is_mine:
        raise UploadTakenOver(upload)
    upload.generation += 1
    lookup.let_go()


@contextmanager
def writing(upload, algorithm=digests.USUAL):
    """What the storage lost may only show when the bytes are made durable."""
    try:
        with backend().writer(
            str(upload.pk), upload.generation, upload.state, algorithm=algorithm
        ) as writer:
            yield writer
    except StaleWriter as error:
        raise UploadTakenOver(upload) from error
    except UploadLost as error:
        raise lost(upload) from error


def receive(writer, chunks):
    for chunk in chunks:
        require_room(writer.offset, len(chunk))
        writer.write(chunk)


def require_room(offset, length):
    """Raise BlobTooLarge where so many more bytes are too many; `length` is None where nobody knows yet."""
    limit = settings.HUB_BLOB_BYTES
    if limit and offset + (length or 0) > limit:
        raise BlobTooLarge(limit)


def minimal_chunk() -> int:
    """Bytes; chunks before the last one that are smaller cost the storage more than they should. 0: it does not mind."""
    return backend().minimal_chunk


def save(upload, writer):
    """Make what was received durable, then make it count."""
    state = writer.flush()
    mine = Upload.objects.filter(pk=upload.pk, generation=upload.generation)
    with durability.not_promised():
        is_mine = mine.update(offset=writer.offset, state=state, expires_at=expiry())
    if not is_mine:
        raise UploadTakenOver(upload)
    upload.offset, upload.state = writer.offset, state


def release(upload, mismatch):
    """After a wrong digest the client may go on from where the upload stood, if the storage still has that."""
    if not mismatch.is_upload_kept:
        Upload.objects.filter(pk=upload.pk, generation=upload.generation).delete()


def conclude(upload, digest, size, storage_key):
    """The blob's row, its link and the end of the upload, in one transaction.

    An object that is left without a row because the upload was taken over is the collector's to find.
    """
    with transaction.atomic():
        if not Upload.objects.filter(
            pk=upload.pk, generation=upload.generation
        ).delete()[0]:
            raise UploadTakenOver(upload)
        blob = blobs.store(
            repository=upload.repository,
            digest=digest,
            size=size,
            storage_key=storage_key,
        )
    if blob.storage_key != storage_key:
        # Somebody else's push of the same digest was first; nothing can refer to ours.
        backend().delete(storage_key)
    return blob


def lost(upload):
    """The storage has not what the row promises: the client must begin anew, unless somebody else goes on with it."""
    if not Upload.objects.filter(pk=upload.pk, generation=upload.generation).delete()[
        0
    ]:
        return UploadTakenOver(upload)
    return UploadUnknown()


def expiry():
    return timezone.now() + settings.HUB_UPLOAD_LIFETIME


def delete_expired():
    """Forget the uploads nobody went on with, and what they left in the storage; returns how many."""
    expired = Upload.objects.filter(expires_at__lte=timezone.now())
    for upload in expired:
        cancel(upload=upload)
    return len(expired)
