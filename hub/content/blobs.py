"""Blobs: stored once for the whole hub, reachable only through a repository that links them."""

from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.content import lookup
from hub.content.errors import BlobInUse, BlobUnknown
from hub.content.models import Blob, ManifestBlob, ManifestChild, RepositoryBlob
from hub.content.storage import backend

# How often a row can come and go in the moment of an insert.
TRIES = 10


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """What a pull needs to know of a blob."""

    pk: int
    digest: str
    size: int  # bytes
    storage_key: str
    is_fading: bool  # less than half of its grace is left


def find(*, repository, digest) -> StoredBlob:
    """Raises BlobUnknown, also for a blob that only other repositories have."""
    row = lookup.blob_row(repository.pk, digest, fading_at=half_protection())
    if row is None:
        raise BlobUnknown(digest)
    return StoredBlob(*row)


def store(*, repository, digest, size, storage_key) -> Blob:
    """The row of bytes that are verified and durable, linked to `repository`. Of pushes of one digest at once, all win;
    the caller drops its own object when the row names another. Call it in a transaction."""
    defaults = {
        "size": size,
        "storage_key": storage_key,
        "protected_until": protection(),
    }
    while True:
        blob, is_new = find_or_insert(digest, defaults)
        # The update is also the lock that keeps the collector away until the link is there.
        if is_new or protect(blob):
            break
    link(repository, blob.pk)
    return blob


def find_or_insert(digest, defaults):
    """Another's row can be in the way of the insert, and collected before it is read: then there is room the next time."""
    for _ in range(TRIES):
        with suppress(IntegrityError):
            return Blob.objects.get_or_create(digest=digest, defaults=defaults)
    return Blob.objects.get_or_create(digest=digest, defaults=defaults)


def protect(blob) -> bool:
    """Whether it is still there."""
    return bool(Blob.objects.filter(pk=blob.pk).update(protected_until=protection()))


def link(repository, blob_id):
    RepositoryBlob.objects.bulk_create(
        [RepositoryBlob(repository_id=repository.pk, blob_id=blob_id)],
        ignore_conflicts=True,
    )


@transaction.atomic
def mount(*, repository, digest, sources) -> Blob:
    """Link a blob that one of the repositories `sources` (a queryset) has; raises BlobUnknown."""
    blob = Blob.objects.filter(digest=digest, links__repository__in=sources).first()
    if blob is None or not protect(blob):
        raise BlobUnknown(digest)
    link(repository, blob.pk)
    return blob


def keep_for_push(blob: StoredBlob):
    """Somebody who may push asked whether it is there and will rely on the answer. Mostly no write at all."""
    if blob.is_fading:
        fading = Blob.objects.filter(pk=blob.pk, protected_until__lt=half_protection())
        fading.update(protected_until=protection())


@transaction.atomic
def unlink(*, repository, digest):
    """Raises BlobUnknown, BlobInUse. The bytes go when nothing links them and their grace is over."""
    lookup.hold_repository(repository)
    blob = find(repository=repository, digest=digest)
    if is_needed(repository, blob):
        raise BlobInUse(digest)
    RepositoryBlob.objects.filter(repository=repository, blob=blob.pk).delete()


def is_needed(repository, blob):
    """By a manifest, or by an index that lists it like one (buildkit's caches do)."""
    needed = ManifestBlob.objects.filter(manifest__repository=repository, blob=blob.pk)
    listed = ManifestChild.objects.filter(
        index__repository=repository, digest=blob.digest
    )
    return needed.exists() or listed.exists()


def protection():
    return timezone.now() + settings.HUB_BLOB_GRACE


def half_protection():
    return timezone.now() + settings.HUB_BLOB_GRACE / 2


def open_bytes(blob, start=0, length=None):
    """The bytes, to be streamed with no database connection kept."""
    lookup.let_go()
    return backend().open(blob.storage_key, start, length)


def url(blob):
    """Where a client may fetch the bytes itself, by GET; None: they are streamed."""
    return backend().url(blob.storage_key)


def accel_path(blob):
    """What to name to an nginx in front that serves the bytes; None: they are streamed."""
    return backend().accel_path(blob.storage_key)
