"""Manifests: accepted only whole, kept as the exact bytes received."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.content import lookup, tags
from hub.content.errors import ManifestBlobUnknown, ManifestUnknown, TagInvalid
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
from hub.oci import configs, digests, manifests, names
from hub.repositories.models import Repository

NAMED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Stored:
    """What a pull answers with."""

    digest: str
    media_type: str
    size: int  # bytes
    content: bytes | None
    pk: int


def put(
    *, repository, reference, content, content_type, by
) -> tuple[Manifest, manifests.ParsedManifest]:
    """Store a manifest under its digest and, unless `reference` is that, point the tag at it.

    Raises TagInvalid, DigestInvalid, ManifestInvalid, ManifestBlobUnknown.
    """
    digest = require_reference(reference, content)
    parsed = manifests.parse(content, content_type)
    blobs = require_blobs(repository, parsed)
    listed = require_children(repository, parsed)
    config = read_config(parsed, blobs)
    try:
        with transaction.atomic():
            # First, so that pushes to one repository are one after the other: an event tells what its tag was before.
            Repository.objects.filter(pk=repository.pk).update(pushed_at=timezone.now())
            hold(repository, blobs | listed)
            manifest = save(repository, digest, content, parsed, blobs, config, by)
            tag = "" if digests.is_digest(reference) else reference
            if tag:
                tags.point(repository=repository, name=tag, manifest=manifest, by=by)
            record(
                "manifest.push", by=by, repository=repository, tag=tag, digest=digest
            )
    except IntegrityError as error:
        # The repository was purged meanwhile, and all that was linked to it.
        raise ManifestBlobUnknown(sorted(blobs)) from error
    return manifest, parsed


def require_reference(reference, content):
    """The digest the manifest is stored under; raises TagInvalid, DigestInvalid."""
    if ":" in reference:
        digests.require(content, reference)
        return reference
    if not names.is_tag(reference):
        raise TagInvalid(reference)
    return digests.of(content)


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
    """Which of them are in `field` of the rows. In pieces: SQLite bounds how much one question may name."""
    wanted, found = sorted(values), set()
    for start in range(0, len(wanted), NAMED_AT_ONCE):
        named = rows.filter(**{f"{field}__in": wanted[start : start + NAMED_AT_ONCE]})
        found.update(named.values_list(field, flat=True))
    return found


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
    }


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
    """The manifest and every tag on it; the children of an index stay. Raises ManifestUnknown."""
    manifest = (
        Manifest.objects.select_for_update()
        .filter(repository=repository, digest=digest)
        .first()
    )
    if manifest is None:
        raise ManifestUnknown(digest)
    # Locked: one that a push moves away meanwhile must not go with this manifest.
    for tag in Tag.objects.select_for_update().filter(manifest=manifest):
        record("tag.delete", by=by, repository=repository, tag=tag.name, digest=digest)
    manifest.delete()
    record("manifest.delete", by=by, repository=repository, digest=digest)


def referrers(*, repository, digest, artifact_type=""):
    """The manifests whose subject is `digest`, by their own digest."""
    found = Manifest.objects.filter(
        repository=repository, subject_digest=digest
    ).order_by("digest")
    return found.filter(artifact_type=artifact_type) if artifact_type else found
