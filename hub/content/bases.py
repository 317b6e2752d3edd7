"""What an image was built on: an image of another repository whose layers it begins with, all of them.

Its own repository is never asked: there the versions before it often begin it too, by the cache of who built it.
"""

from dataclasses import dataclass

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.lookups import LessThan

from hub.content import versions
from hub.content.inspection import Inspection, config_of
from hub.content.models import (
    Manifest,
    ManifestBlob,
    ManifestChild,
    RepositoryBlob,
    Tag,
)
from hub.oci import layers, names
from hub.repositories.models import Repository

NAME = "org.opencontainers.image.base.name"
DIGEST = "org.opencontainers.image.base.digest"
LAYERS_ASKED = 256
TAGS_READ = 100


@dataclass(frozen=True, slots=True)
class Base:
    manifest: Manifest
    tag: str  # the most exact; empty where it has none any more
    layers: int
    steps: int

    @property
    def repository(self) -> Repository:
        return self.manifest.repository


def find(image: Inspection, annotations, readable) -> Base | None:
    """`annotations` are the image's and its index's, `readable` the repositories that the reader may know of. Three
    queries, and a config from the storage."""
    chains = chains_of(image)
    found = candidates(image, chains, readable)
    found = found.annotate(is_said=is_digest(annotations.get(DIGEST, "")))
    manifest = best(believed(found, image))
    if manifest is None:
        return None
    number = chains.index(manifest.layer_chain) + 1
    steps = steps_of(image, config_of(manifest).history, number)
    return Base(manifest, tag_of(manifest), number, steps)


def chains_of(image):
    """Of all its beginnings, without itself."""
    if not image.manifest.layer_chain:
        return []
    digests = [layer.blob.digest for layer in image.layers[:LAYERS_ASKED]]
    return layers.chains(digests)[:-1]


def candidates(image, chains, readable):
    longest = [When(layer_chain=one, then=n) for n, one in enumerate(chains)]
    # Nothing is excluded by it: it is the index's own condition, without which SQLite does not take it.
    found = Manifest.objects.filter(layer_chain__in=chains).exclude(layer_chain="")
    found = found.exclude(repository=image.manifest.repository_id)
    # Asked of each that was found: there are few, and of repositories many.
    found = found.filter(Exists(readable.filter(pk=OuterRef("repository"))))
    return found.annotate(
        length=Case(*longest, default=-1, output_field=IntegerField()),
        is_official=Case(
            When(repository__namespace__name=names.LIBRARY, then=1), default=0
        ),
    )


def believed(found, image):
    """Anybody may push what somebody's image begins with, and would stand on its page. So a stranger's is a base only
    if its last layer was theirs before it was the image's repository's."""
    own = Repository.objects.filter(pk=image.manifest.repository_id)
    was_first = LessThan(
        Subquery(link_of(OuterRef("repository"))),
        Subquery(link_of(image.manifest.repository_id)),
    )
    return found.annotate(last_layer=last_layer()).filter(
        Q(is_said=1)
        | Q(is_official=1)
        | Q(repository__namespace__is_verified=True)
        | Q(repository__namespace__in=own.values("namespace"))
        | Q(was_first)
    )


def last_layer():
    layers = ManifestBlob.objects.filter(
        manifest=OuterRef("pk"), role=ManifestBlob.Role.LAYER
    )
    return Subquery(layers.order_by("-position").values("blob")[:1])


def link_of(repository):
    """Its number: they are given as layers come."""
    found = RepositoryBlob.objects.filter(repository=repository)
    return found.filter(blob=OuterRef("last_layer")).values("pk")


def is_digest(said):
    """Whether it is that, or of the index that is that."""
    if not said:
        return Value(0)
    above = ManifestChild.objects.filter(
        digest=OuterRef("digest"),
        index__digest=said,
        index__repository=OuterRef("repository"),
    )
    return Case(When(Q(digest=said) | Exists(above), then=1), default=0)


def best(found) -> Manifest | None:
    """What its builder named, else what is most of it; the official one of two, and the older."""
    found = found.order_by("-is_said", "-length", "-is_official", "pk")
    return found.select_related("repository").defer("annotations").first()


def tag_of(manifest):
    """Its own, or that of an index which lists it."""
    here = {"repository": manifest.repository_id}
    above = ManifestChild.objects.filter(
        index__repository=manifest.repository_id, digest=manifest.digest
    )
    found = Tag.objects.filter(
        Q(manifest=manifest.pk) | Q(manifest__in=above.values("index")), **here
    )
    tags = found.leading().order_by("-pushed_at").values_list("name", flat=True)
    return min(tags[:TAGS_READ], key=versions.most_exact_first, default="")


def steps_of(image, history, number):
    """As many as the base says it has, where they are the same; else those up to its last layer."""
    count = sum(not is_empty for _, is_empty in history)
    own = image.config.history
    if count == number and len(own) == len(image.steps) and begins(own, history):
        return len(history)
    seen = 0
    for position, step in enumerate(image.steps, 1):
        seen += step.layer is not None
        if seen == number:
            return position
    return len(image.steps)


def begins(own, history):
    return own[: len(history)] == history
