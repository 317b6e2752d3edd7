"""Manifests: accepted only whole, kept as the exact bytes received."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.content import lookup, manifest_rows, required, tags
from hub.content.errors import (
    ManifestBlobUnknown,
    ManifestInUse,
    ManifestUnknown,
)
from hub.content.models import (
    Manifest,
    Tag,
)
from hub.content.storage import backend
from hub.events.record import record
from hub.oci import configs, digests, manifests, names
from hub.repositories.models import Repository

# One in another; real ones are two.
INDEXES_ABOVE = 16


@dataclass(frozen=True, slots=True)
class Stored:
    """What a pull answers with."""

    digest: str
    media_type: str
    size: int  # bytes
    content: bytes | None
    pk: int


def put(
    *,
    repository,
    reference,
    content,
    content_type,
    by,
    also_tags=(),
    may_move_tags=True,
) -> tuple[Manifest, manifests.ParsedManifest]:
    """Store a manifest under its digest and point at it the tag that `reference` is, or all of `also_tags`.

    Raises TagInvalid, TagsNeedDigest, DigestInvalid, ManifestInvalid, ManifestBlobUnknown, TagTaken.
    """
    named = required.reference(reference, also_tags)
    digest = required.digest(reference, content)
    parsed = manifests.parse(content, content_type)
    blobs = required.blobs(repository, parsed)
    config = read_config(parsed, blobs)
    try:
        with transaction.atomic():
            # First, so that pushes to one repository are one after the other: an event tells what its tag was before.
            # And before children are looked for: a deletion waits for this lock too.
            Repository.objects.filter(pk=repository.pk).update(pushed_at=timezone.now())
            required.hold(repository, blobs | required.children(repository, parsed))
            manifest = manifest_rows.save(
                repository, digest, content, parsed, blobs, config, by
            )
            for name in named:
                tags.point(
                    repository=repository,
                    name=name,
                    manifest=manifest,
                    by=by,
                    may_move=may_move_tags,
                )
            tag = "" if ":" in reference else reference
            record(
                "manifest.push", by=by, repository=repository, tag=tag, digest=digest
            )
    except IntegrityError as error:
        # The repository was purged meanwhile, and all that was linked to it.
        raise ManifestBlobUnknown(sorted(blobs)) from error
    return manifest, parsed


def read_config(parsed, blobs):
    """Read before the transaction: it may come over the network."""
    if (
        not parsed.is_image
        or parsed.config.digest not in blobs
        or parsed.config.size > configs.LIMIT
    ):
        return configs.ImageConfig()
    return configs.parse(
        backend().read(blobs[parsed.config.digest].storage_key, configs.LIMIT)
    )


def head(*, repository, reference) -> Stored:
    """Without the bytes; raises ManifestUnknown."""
    return find(repository, reference, with_content=False)


def get(*, repository, reference) -> Stored:
    """Raises ManifestUnknown."""
    return find(repository, reference, with_content=True)


def find(repository, reference, *, with_content):
    """What a tag or a digest names. What is neither names nothing (OCI conformance asks for 404)."""
    row = None
    if ":" in reference:
        row = lookup.manifest_row(
            repository.pk, digest=digests.check(reference), with_content=with_content
        )
    elif names.is_tag(reference):
        row = lookup.manifest_row(
            repository.pk, tag=reference, with_content=with_content
        )
    if row is None:
        raise ManifestUnknown(reference)
    return Stored(*row)


@transaction.atomic
def delete(*, repository, digest, by):
    """The manifest and every tag on it; the children of an index stay. Raises ManifestUnknown, ManifestInUse."""
    lookup.hold_repository(repository)
    manifest = (
        Manifest.objects.select_for_update()
        .filter(repository=repository, digest=digest)
        .first()
    )
    if manifest is None:
        raise ManifestUnknown(digest)
    if is_listed(repository, digest):
        raise ManifestInUse(digest)
    # Locked: one that a push moves away meanwhile must not go with this manifest.
    for tag in Tag.objects.select_for_update().filter(manifest=manifest):
        record("tag.delete", by=by, repository=repository, tag=tag.name, digest=digest)
    manifest.delete()
    record("manifest.delete", by=by, repository=repository, digest=digest)


def is_listed(repository, digest) -> bool:
    """Whether an index with a tag lists it, or one that such an index lists. On any doubt it is.

    Lists of referrers do not count: they are no more than a word about it.
    """
    asked, seen = {digest}, {digest}
    for _ in range(INDEXES_ABOVE):
        above = set()
        for piece in required.pieces(asked):
            indexes = Manifest.objects.filter(
                repository=repository, children__digest__in=piece
            )
            if is_any_tagged(indexes):
                return True
            above.update(indexes.values_list("digest", flat=True))
        asked = above - seen
        if not asked:
            return False
        seen |= asked
    return True


def is_any_tagged(indexes) -> bool:
    """By more than a list of referrers."""
    named = Tag.objects.filter(manifest__in=indexes.values("pk"))
    return named.exclude(name__regex=names.REFERRERS_TAG).exists()
