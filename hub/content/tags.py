"""Tags: pointers that move in one statement; the last push wins."""

from django.db import transaction
from django.utils import timezone

from hub.content.errors import ManifestUnknown, TagTaken
from hub.content.models import Tag
from hub.events.record import record
from hub.oci import names

PUSHED, RESTORED, DELETED = "tag.push", "tag.restore", "tag.delete"
HISTORY = (PUSHED, RESTORED, DELETED)


def point(*, repository, name, manifest, by, kind=PUSHED, may_move=True) -> Tag:
    """Create or move a tag. Call it in the transaction that stores the manifest, after taking the repository's row.

    Raises TagTaken where it would have to be moved and may not.
    """
    before = (
        Tag.objects.filter(repository=repository, name=name)
        .values_list("manifest__digest", flat=True)
        .first()
    )
    if before not in (None, manifest.digest) and not may_move:
        raise TagTaken(name, before)
    now = timezone.now()
    Tag.objects.bulk_create(
        [
            Tag(
                repository_id=repository.pk,
                name=name,
                manifest=manifest,
                created_at=now,
                pushed_at=now,
                pushed_by_id=by.user_id,
            )
        ],
        update_conflicts=True,
        unique_fields=["repository", "name"],
        update_fields=["manifest", "pushed_at", "pushed_by"],
    )
    record(
        kind,
        by=by,
        repository=repository,
        tag=name,
        digest=manifest.digest,
        previous=before or "",
    )


@transaction.atomic
def delete(*, repository, name, by):
    """The pointer goes, the manifest stays. Raises ManifestUnknown."""
    if not names.is_tag(name):
        raise ManifestUnknown(name)
    # Locked without its manifest: one that moves meanwhile would not be found through the old one.
    mine = Tag.objects.select_for_update().filter(repository=repository, name=name)
    tag = mine.first()
    if tag is None:
        raise ManifestUnknown(name)
    record(DELETED, by=by, repository=repository, tag=name, digest=tag.manifest.digest)
    tag.delete()


def page(*, repository, after="", limit=None) -> list[str]:
    """Names in byte order, after the one given; `limit` None is all of them."""
    found = Tag.objects.filter(repository=repository, name__gt=after).order_by("name")
    return list(found.values_list("name", flat=True)[:limit])
