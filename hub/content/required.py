"""What a manifest needs before it is stored: a reference that fits, and its blobs and children here."""

from hub.content import lookup
from hub.content.errors import ManifestBlobUnknown, TagInvalid, TagsNeedDigest
from hub.content.models import Blob, Manifest, RepositoryBlob
from hub.oci import digests, names

NAMED_AT_ONCE = 500


def reference(reference, also_tags=()) -> list[str]:
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


def digest(reference, content):
    """The digest the manifest is stored under; raises DigestInvalid."""
    if ":" not in reference:
        return digests.of(content)
    digests.require(content, reference)
    return reference


def blobs(repository, parsed) -> dict:
    """The repository's blobs that the manifest refers to, by digest; raises ManifestBlobUnknown.

    Layers that are elsewhere need not be here; those that are, are kept.
    """
    named = [parsed.config, *parsed.layers] if parsed.config else []
    here = Blob.objects.filter(links__repository=repository)
    found = here.in_bulk({one.digest for one in named}, field_name="digest")
    if missing := {one.digest for one in parsed.blobs} - found.keys():
        raise ManifestBlobUnknown(sorted(missing))
    return found


def children(repository, parsed) -> dict:
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
