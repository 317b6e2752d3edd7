"""Manifests: accepted only whole, kept as the exact bytes received."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.content import lookup, tags
from hub.content.errors import (
    ManifestBlobUnknown,
    ManifestInUse,
    ManifestUnknown,
    TagInvalid,
    TagsNeedDigest,
)
from hub.content.models import (
    Blob,
    Manifest,
    ManifestBlob,
    ManifestChild,
    ManifestContent,
    RepositoryBlob,
    Tag,
)
from hub.content.storage import backend
from hub.events.record import record
from hub.oci import configs, digests, layers, manifests, names
from hub.repositories.models import Repository

NAMED_AT_ONCE = 500
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
    named = require_reference(reference, also_tags)
    digest = digest_of(reference, content)
    parsed = manifests.parse(content, content_type)
    blobs = require_blobs(repository, parsed)
    config = read_config(parsed, blobs)
    try:
        with transaction.atomic():
            # First, so that pushes to one repository are one after the other: an event tells what its tag was before.
            # And before children are looked for: a deletion waits for this lock too.
            Repository.objects.filter(pk=repository.pk).update(pushed_at=timezone.now())
            hold(repository, blobs | require_children(repository, parsed))
            manifest = save(repository, digest, content, parsed, blobs, config, by)
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


def require_reference(reference, also_tags=()) -> list[str]:
    """The tags that a push names, each once; raises TagInvalid, TagsNeedDigest, DigestInvalid."""
    if ":" in reference:
        digests.check(reference)
    elif also_tags:
        raise TagsNeedDigest(reference)
    found = list(dict.fromkeys(also_tags)) if ":" in reference else [reference]
    for name in found:
        if not names.is_tag(name):
            raise TagInvalid(name)
    return found


def digest_of(reference, content):
    """The digest the manifest is stored under; raises DigestInvalid."""
    if ":" not in reference:
        return digests.of(content)
    digests.require(content, reference)
    return reference


def require_blobs(repository, parsed) -> dict:
    """The repository's blobs that the manifest refers to, by digest; raises ManifestBlobUnknown.

    Layers that are elsewhere need not be here; those that are, are kept.
    """
    named = [parsed.config, *parsed.layers] if parsed.config else []
    here = Blob.objects.filter(links__repository=repository)
    found = here.in_bulk({one.digest for one in named}, field_name="digest")
    if missing := {one.digest for one in parsed.blobs} - found.keys():
        raise ManifestBlobUnknown(sorted(missing))
    return found


def require_children(repository, parsed) -> dict:
    """Children may be manifests or, in build caches, plain blobs (buildkit); they must be here either way.

    Returns those blobs by digest; raises ManifestBlobUnknown.
    """
    missing = {child.digest for child in parsed.manifests if not child.is_elsewhere}
    missing -= among(missing, Manifest.objects.filter(repository=repository), "digest")
    here = Blob.objects.filter(links__repository=repository)
    found = here.in_bulk(missing, field_name="digest")
    if missing := missing - found.keys():
        raise ManifestBlobUnknown(sorted(missing))
    return found


def hold(repository, blobs):
    """Ask again, now that the collector keeps away from the blobs until the transaction ends."""
    numbers = {blob.pk: digest for digest, blob in blobs.items()}
    lookup.hold_blobs(list(numbers))
    links = RepositoryBlob.objects.filter(repository=repository)
    if missing := numbers.keys() - among(numbers, links, "blob"):
        raise ManifestBlobUnknown(sorted(numbers[number] for number in missing))


def among(values, rows, field):
    """Which of them are in `field` of the rows."""
    found = set()
    for piece in pieces(values):
        named = rows.filter(**{f"{field}__in": piece})
        found.update(named.values_list(field, flat=True))
    return found


def pieces(values):
    """SQLite bounds how much one question may name."""
    ordered = sorted(values)
    for start in range(0, len(ordered), NAMED_AT_ONCE):
        yield ordered[start : start + NAMED_AT_ONCE]


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


def save(repository, digest, content, parsed, blobs, config, by):
    keep_content(digest, content)
    manifest, is_new = Manifest.objects.update_or_create(
        repository=repository,
        digest=digest,
        defaults={
            "media_type": parsed.media_type,
            "pushed_at": timezone.now(),
            "pushed_by_id": by.user_id,
        },
        create_defaults=columns(content, parsed, blobs, config)
        | {"pushed_by_id": by.user_id},
    )
    if is_new:
        ManifestBlob.objects.bulk_create(blob_references(manifest, parsed, blobs))
        ManifestChild.objects.bulk_create(children(manifest, parsed))
    return manifest


def keep_content(digest, content):
    """The update of an existing row keeps the collector from deleting it meanwhile."""
    ManifestContent.objects.bulk_create(
        [ManifestContent(digest=digest, content=content)],
        update_conflicts=True,
        unique_fields=["digest"],
        update_fields=["stored_at"],
    )


def columns(content, parsed, blobs, config):
    return {
        "media_type": parsed.media_type,
        "kind": kind(parsed),
        "size": len(content),
        "content_size": sum(blob.size for blob in blobs.values()),
        "artifact_type": parsed.artifact_type
        or (parsed.config.media_type if parsed.config else ""),
        "subject_digest": parsed.subject.digest if parsed.subject else "",
        "config_digest": parsed.config.digest if parsed.config else "",
        "os": config.platform.os[:64],
        "architecture": config.platform.architecture[:64],
        "variant": config.platform.variant[:64],
        "annotations": parsed.annotations,
        "layer_chain": layer_chain(parsed, blobs),
        "predicate_types": parsed.predicate_types,
    }


def layer_chain(parsed, blobs):
    """What is fetched elsewhere is vouched for by nobody here."""
    named = [layer.digest for layer in parsed.layers]
    is_whole = parsed.is_image and all(digest in blobs for digest in named)
    return layers.chain(named) if is_whole else ""


def kind(parsed):
    if parsed.is_index:
        return Manifest.Kind.INDEX
    return Manifest.Kind.IMAGE if parsed.is_image else Manifest.Kind.ARTIFACT


def blob_references(manifest, parsed, blobs):
    described = [(ManifestBlob.Role.CONFIG, 0, parsed.config)] if parsed.config else []
    described += [
        (ManifestBlob.Role.LAYER, position, layer)
        for position, layer in enumerate(parsed.layers)
    ]
    return [
        ManifestBlob(
            manifest=manifest,
            blob=blobs[item.digest],
            role=role,
            position=position,
            media_type=item.media_type,
        )
        for role, position, item in described
        if item.digest in blobs
    ]


def children(manifest, parsed):
    return [
        ManifestChild(
            index=manifest,
            digest=child.digest,
            position=position,
            media_type=child.media_type,
            size=child.size,
            os=child.platform.os[:64] if child.platform else "",
            architecture=child.platform.architecture[:64] if child.platform else "",
            variant=child.platform.variant[:64] if child.platform else "",
            annotations=child.annotations,
        )
        for position, child in enumerate(parsed.manifests)
    ]


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
        for piece in pieces(asked):
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
