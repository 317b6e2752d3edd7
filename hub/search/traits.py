"""What a repository is narrowed by, written down once after each push so that no search has to look at images."""

from django.db import transaction

from hub.content import listing
from hub.content.models import Manifest, Tag
from hub.oci.kinds import Kind
from hub.repositories import categories
from hub.repositories.models import Repository
from hub.search.facets import ARCHITECTURES, SYSTEMS, Facet, ImageKind, spelled
from hub.search.models import Traits

KINDS = (
    *("tag.push", "tag.restore", "tag.delete"),
    *("repository.categorize", "repository.transfer"),
)
KINDS_OF_NAMESPACES = ("namespace.verify",)
# They speak for the rest: a repository of a million tags is not read whole for each push.
TAGS_READ = 100
BESIDE_IMAGES = {
    *(Kind.SIGNATURE, Kind.SBOM, Kind.PROVENANCE),
    *(Kind.ATTESTATION, Kind.CACHE),
}
BATCH = 200


def follow(event):
    """What the event says is not read: it may be told late, twice, or after a newer one."""
    refresh(event.repository_id)


@transaction.atomic
def refresh(repository_id):
    rows = Repository.objects.select_related("namespace")
    repository = rows.filter(pk=repository_id).first()
    if repository is None:
        return
    Traits.objects.get_or_create(repository=repository)
    # Locked, so that of two workers the one that read last also writes last; pushes do not wait for this row.
    kept = Traits.objects.select_for_update().get(repository=repository)
    wanted = compose(repository)
    if kept.text != wanted:
        kept.text = wanted
        kept.save()


def compose(repository) -> str:
    found = {(Facet.CATEGORY, one) for one in categories.of(repository)}
    if repository.is_official:
        found.add((Facet.TRUST, "official"))
    elif repository.namespace.is_verified:
        found.add((Facet.TRUST, "verified"))
    manifests = newest(repository)
    kinds = listing.kinds_of(manifests)
    images, _ = listing.platform_images(
        [m for m in manifests if kinds[m.pk] in (Kind.IMAGE, Kind.INDEX)]
    )
    found.update((Facet.KIND, one) for one in image_kinds(set(kinds.values())))
    for image in (one for several in images.values() for one in several):
        found.update(platform_traits(image.platform))
    return "".join(sorted(spelled(facet, value) for facet, value in found))


def newest(repository):
    tags = Tag.objects.filter(repository=repository).order_by("-pushed_at")
    pks = set(tags.values_list("manifest", flat=True)[:TAGS_READ])
    return list(Manifest.objects.filter(pk__in=pks).defer("annotations"))


def image_kinds(kinds):
    """A signature beside an image makes no other thing of the repository."""
    if kinds & {Kind.IMAGE, Kind.INDEX}:
        yield ImageKind.IMAGE
    if Kind.CHART in kinds:
        yield ImageKind.CHART
    if kinds - {Kind.IMAGE, Kind.INDEX, Kind.CHART} - BESIDE_IMAGES:
        yield ImageKind.ARTIFACT


def platform_traits(platform):
    """Known ones only: a config may say anything."""
    architecture = platform.architecture
    if architecture == "arm" and platform.variant:
        architecture = f"arm/{platform.variant}"
    if architecture in ARCHITECTURES:
        yield Facet.ARCHITECTURE, architecture
    if platform.os in SYSTEMS:
        yield Facet.SYSTEM, platform.os


def follow_namespace(event):
    """It may have any number of repositories: a job looks after them."""
    from hub.search.jobs import refresh_namespace

    refresh_namespace.enqueue(event.namespace)


def refresh_namespace(name):
    written = Traits.objects.filter(repository__namespace__name=name)
    for pk in written.values_list("pk", flat=True):
        refresh(pk)


def repair() -> int:
    """Write those that nobody wrote yet; how many there were."""
    without = Repository.objects.existing().filter(traits=None, pushed_at__isnull=False)
    pks = list(without.values_list("pk", flat=True))
    for pk in pks:
        refresh(pk)
    return len(pks)
