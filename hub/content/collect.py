"""Taking back space: what nothing refers to and whose grace is over. On any doubt it keeps.

Each step asks again inside its transaction, under the row lock of the blob, which storing, mounting and referring
take too; where it cannot have the lock it skips. Rows go first and bytes after: a crash leaves garbage, never a
blob without bytes.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from hub.content.models import (
    Blob,
    Manifest,
    ManifestBlob,
    ManifestChild,
    ManifestContent,
    ManifestPull,
    RepositoryBlob,
    Upload,
)
from hub.content.storage import backend

BATCH = 500
# Between storing the bytes of a blob and committing its row lies far less than this.
COMMIT_MARGIN = timedelta(hours=1)


def collect() -> int:
    """Unlink and delete what is not needed; returns how many blobs went."""
    unlink_unreferenced()
    delete_contents()
    return sum(
        delete_blob(pk) for pk in unlinked().values_list("pk", flat=True)[:BATCH]
    )


def unlink_unreferenced():
    """Links that no manifest of their repository needs, once the blob's grace is over."""
    for link in unreferenced_links().select_related("blob")[:BATCH]:
        with transaction.atomic():
            if locked(link.blob_id):
                unreferenced_links().filter(pk=link.pk).delete()


def unreferenced_links():
    needed = ManifestBlob.objects.filter(
        blob=OuterRef("blob"), manifest__repository=OuterRef("repository")
    )
    listed = ManifestChild.objects.filter(
        digest=OuterRef("blob__digest"), index__repository=OuterRef("repository")
    )
    return RepositoryBlob.objects.filter(
        ~Exists(needed),
        ~Exists(listed),
        blob__protected_until__lt=timezone.now(),
        created_at__lt=timezone.now() - settings.HUB_BLOB_GRACE,
    )


def unlinked():
    return Blob.objects.filter(
        ~Exists(RepositoryBlob.objects.filter(blob=OuterRef("pk"))),
        ~Exists(ManifestBlob.objects.filter(blob=OuterRef("pk"))),
        protected_until__lt=timezone.now(),
    )


def locked(blob_id):
    """Whether nobody else is using the blob just now, until the transaction ends."""
    return Blob.objects.select_for_update(skip_locked=True).filter(pk=blob_id).exists()


def delete_blob(blob_id) -> bool:
    with transaction.atomic():
        if not locked(blob_id):
            return False
        blob = unlinked().filter(pk=blob_id).first()
        if blob is None:
            return False
        blob.delete()
    # A push that stored the same bytes a moment ago used the object, and the storage knows it.
    return backend().delete(
        blob.storage_key, unused_since=timezone.now() - COMMIT_MARGIN
    )


def delete_contents():
    """The bytes of manifests that no repository has any more."""
    used = Manifest.objects.filter(digest=OuterRef("pk"))
    before = timezone.now() - settings.HUB_BLOB_GRACE
    ManifestContent.objects.filter(~Exists(used), stored_at__lt=before).delete()


def delete_orphans() -> int:
    """Objects without a row: of crashes, and of pushes that lost a race. Returns how many went."""
    before = timezone.now() - settings.HUB_BLOB_GRACE
    deleted = 0
    for stored in backend().list_blobs():
        if stored.modified < before and not is_needed(stored):
            deleted += backend().delete(stored.key, unused_since=before)
    for upload in backend().list_uploads():
        if (
            upload.modified < before
            and not Upload.objects.filter(pk=upload.upload_id).exists()
        ):
            backend().discard(upload.upload_id)
    return deleted


def delete_pulls():
    """When manifests were pulled that were deleted in the moment it was written."""
    here = Manifest.objects.filter(pk=OuterRef("pk"))
    ManifestPull.objects.filter(~Exists(here)).delete()


def is_needed(stored):
    # In this order: an upload that ends between the two questions leaves a blob to the second.
    if (
        stored.upload_id is not None
        and Upload.objects.filter(pk=stored.upload_id).exists()
    ):
        return True
    return Blob.objects.filter(storage_key=stored.key).exists()
