"""Two tags, or digests, side by side: a GET form, so that every comparison has an address."""

from dataclasses import dataclass, field

from hub.content import comparison, inspection, listing
from hub.content.models import Manifest
from hub.content.versions import newest_first
from hub.oci import digests, names
from hub.web import queries
from hub.web.repositories.pages import render_page
from hub.web.shortcuts import get_repository

# To choose from; any other can be typed.
OFFERED = 100


@dataclass(slots=True)
class Side:
    asked: str
    manifest: Manifest | None = None
    images: list = field(default_factory=list)  # of listing.PlatformImage

    def image(self, platform):
        return next((one for one in self.images if one.platform == platform), None)

    def inspected(self, platform):
        """Of the platform, where one of both is an index. None where the repository lacks it."""
        chosen = self.manifest
        if platform is not None:
            chosen = self.manifest_for(self.image(platform))
        return inspection.inspect(chosen) if chosen else None

    def manifest_for(self, image):
        if image is None or not self.manifest.is_index:
            return self.manifest if image else None
        return inspection.child_manifest(self.manifest, image.digest)


def compare(request, namespace, name):
    repository = get_repository(request, namespace, name)
    sides = [side(repository, queries.text(request, key)) for key in ("from", "to")]
    platforms = shared_order(sides)
    platform = queries.choice(request, "platform", platforms, usual(sides, platforms))
    inspected = [one.inspected(platform) if one.manifest else None for one in sides]
    return render_page(
        request,
        "repositories/compare.html",
        repository,
        "tags",
        before=sides[0],
        after=sides[1],
        inspected=inspected,
        lacking=[
            one
            for one, found in zip(sides, inspected, strict=True)
            if one.manifest and not found
        ],
        missing=[one for one in sides if one.asked and not one.manifest],
        platforms=platforms,
        platform=platform,
        compared=comparison.compare(*inspected) if all(inspected) else None,
        offered=offered(repository),
    )


def side(repository, asked):
    manifest = find(repository, asked)
    if manifest is None:
        return Side(asked)
    images, _attested = listing.platform_images([manifest])
    return Side(asked, manifest, images[manifest.pk])


def find(repository, reference):
    here = Manifest.objects.filter(repository=repository)
    if digests.is_digest(reference):
        return here.filter(digest=reference).first()
    if names.is_tag(reference):
        return here.filter(tags__name=reference, tags__repository=repository).first()
    return None


def shared_order(sides):
    """Every platform of either, those of both first; none where neither is an index, and there is nothing to choose."""
    if not any(side.manifest and side.manifest.is_index for side in sides):
        return []
    first, second = ([one.platform for one in side.images] for side in sides)
    both = [one for one in first if one in second]
    return list(dict.fromkeys([*both, *first, *second]))


def usual(sides, platforms):
    both = [one for one in platforms if all(side.image(one) for side in sides)]
    for among in (both, platforms):
        if listing.USUAL in among:
            return listing.USUAL
        if among:
            return among[0]
    return None


def offered(repository):
    newest = repository.tags.leading().order_by("-pushed_at")
    found = newest.values_list("name", flat=True)[:OFFERED]
    return sorted(found, key=newest_first)
