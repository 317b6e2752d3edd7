"""A parsed manifest as rows: what lists, lookups and the collector read, so that none of them parses it again."""

from django.utils import timezone

from hub.content.models import Manifest, ManifestBlob, ManifestChild, ManifestContent
from hub.oci import layers


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
