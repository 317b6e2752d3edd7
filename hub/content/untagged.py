"""Manifests that no tag reaches: neither by name, nor through an index or what they are attached to."""

from django.db.models import Exists, OuterRef

from hub.content import listing
from hub.content.models import Manifest, ManifestChild, Tag

# Enough to clear up in one go; the next come when these are gone.
SHOWN = 500


def numbers(repository) -> list[int]:
    """Of the newest, those that stand for themselves: what goes with them goes without being named."""
    here = Manifest.objects.filter(repository=repository)
    tags = Tag.objects.filter(manifest=OuterRef("pk"))
    above = ManifestChild.objects.filter(
        digest=OuterRef("digest"), index__repository=repository
    )
    subjects = here.filter(digest=OuterRef("subject_digest"))
    loose = here.filter(~Exists(tags), ~Exists(above), ~Exists(subjects))
    return list(loose.order_by("-pk").values_list("pk", flat=True)[:SHOWN])


def rows(repository, pks) -> list[listing.Row]:
    """In the order of `pks`, as many queries for one as for many."""
    found = Manifest.objects.select_related("pull", "pushed_by").defer("annotations")
    found = found.in_bulk(list(pks))
    manifests = list(found.values())
    images, attested = listing.platform_images(manifests)
    kinds = listing.kinds_of(manifests)
    return [
        listing.Row(found[pk], None, [], images[pk], attested[pk], kinds[pk])
        for pk in pks
        if pk in found
    ]
