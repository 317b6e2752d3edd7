"""Tags as people read them: one row per digest, the most exact of its names first, its platforms beside it.

Which digests there are, and in which order, is `ordering.py`'s to say.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models.fields.json import KT

from hub.content import versions
from hub.content.models import Manifest, ManifestBlob, ManifestChild, Tag
from hub.oci import kinds
from hub.oci.manifests import Platform

# Of an index: real ones name some dozens of platforms, and a list of many indexes must stay quick.
ENTRIES_SHOWN = 200
USUAL = Platform("linux", "amd64")
# By this buildx says which image an attestation is about.
ABOUT = "vnd.docker.reference.digest"
UNKNOWN = (None, None, [])  # of a child that is not stored


@dataclass(frozen=True, slots=True)
class PlatformImage:
    """One entry of an index, or the image itself. `size` is None where the repository lacks the manifest."""

    platform: Platform
    digest: str
    size: int | None  # bytes as they travel
    last_pulled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attestation:
    """What buildx lists in an index about one of its images."""

    digest: str
    about: str  # a digest
    kinds: list[kinds.Kind]  # of what it states


@dataclass(slots=True)
class Row:
    manifest: Manifest
    tag: Tag
    others: list[Tag]
    images: list[PlatformImage]
    attested: list[Attestation]
    kind: kinds.Kind

    @property
    def is_image(self):
        """Whether it is an image, of one platform or of several."""
        return self.kind in (kinds.Kind.IMAGE, kinds.Kind.INDEX)

    @property
    def last_pulled_at(self):
        pull = getattr(self.manifest, "pull", None)
        return pull.last_pulled_at if pull else None

    def image(self, platform=None):
        """The one whose size is shown: of `platform`, else linux/amd64, else the first."""
        for wanted in (platform, USUAL):
            for image in self.images:
                if image.platform == wanted:
                    return image
        return self.images[0] if self.images else None


def rows(repository, pks) -> list[Row]:
    """In the order of `pks`, with five queries."""
    pks = list(pks)
    manifests = Manifest.objects.select_related("pull").defer("annotations")
    manifests = manifests.in_bulk(pks)
    images, attested = platform_images(list(manifests.values()))
    names, kind = tags_of(repository, pks), kinds_of(list(manifests.values()))
    return [
        Row(manifests[pk], *names[pk], images[pk], attested[pk], kind[pk])
        for pk in pks
        if pk in manifests and pk in names
    ]


def tags_of(repository, pks):
    """(the most exact tag, the others) of each manifest."""
    found = defaultdict(list)
    tags = Tag.objects.filter(repository=repository, manifest__in=pks)
    for tag in tags.select_related("pushed_by"):
        found[tag.manifest_id].append(tag)
    for tags in found.values():
        tags.sort(key=lambda tag: versions.most_exact_first(tag.name))
    return {
        pk: (
            tags[0],
            sorted(tags[1:], key=lambda tag: versions.least_exact_first(tag.name)),
        )
        for pk, tags in found.items()
    }


def kinds_of(manifests) -> dict:
    """What each manifest is for people, by its number; one query."""
    pks = [manifest.pk for manifest in manifests]
    layers = ManifestBlob.objects.filter(
        manifest__in=pks,
        role=ManifestBlob.Role.LAYER,
        position__lt=ENTRIES_SHOWN,
    ).order_by()
    entries = ManifestChild.objects.filter(
        index__in=pks, position__lt=ENTRIES_SHOWN
    ).order_by()
    types = defaultdict(list)
    for pk, media_type in layers.values_list("manifest", "media_type").union(
        entries.values_list("index", "media_type")
    ):
        types[pk].append(media_type)
    return {
        m.pk: kinds.of(
            m.media_type,
            artifact_type=m.artifact_type,
            listed=types[m.pk],
            predicate_types=m.predicate_types,
        )
        for m in manifests
    }


def platform_images(manifests):
    """What each manifest holds for whom, and which attestations its index lists; by the manifest's number."""
    images, attested = defaultdict(list), defaultdict(list)
    for manifest in manifests:
        if manifest.kind == Manifest.Kind.IMAGE:
            image = PlatformImage(
                manifest.platform, manifest.digest, manifest.content_size
            )
            images[manifest.pk].append(image)
    entries = ManifestChild.objects.filter(
        index__in=[m.pk for m in manifests if m.kind == Manifest.Kind.INDEX],
        position__lt=ENTRIES_SHOWN,
    )
    entries = entries.annotate(about=KT(f"annotations__{ABOUT}"))
    entries = list(entries.defer("annotations").order_by("position"))
    children = children_of(manifests, {entry.digest for entry in entries})
    for entry in entries:
        if entry.is_attestation:
            attested[entry.index_id].append(attestation(entry, children))
        else:
            size, pulled, _ = children.get(entry.digest, UNKNOWN)
            image = PlatformImage(entry.platform, entry.digest, size, pulled)
            images[entry.index_id].append(image)
    return images, attested


def attestation(entry, children):
    *_, predicate_types = children.get(entry.digest, UNKNOWN)
    stated = kinds.of_statements(predicate_types) or [kinds.Kind.ATTESTATION]
    return Attestation(entry.digest, entry.about or "", stated)


def children_of(indexes, digests):
    """Size, when it was last pulled, and what it states, of each child that the repositories of the indexes have."""
    if not digests:
        return {}
    repositories = {index.repository_id for index in indexes}
    found = Manifest.objects.filter(repository__in=repositories, digest__in=digests)
    found = found.values_list(
        "digest", "content_size", "pull__last_pulled_at", "predicate_types"
    )
    return {digest: child for digest, *child in found}


def platforms(repository) -> list[Platform]:
    """Every platform there is a tagged image for, to choose from."""
    tags = Tag.objects.filter(repository=repository)
    own = tags.filter(manifest__kind=Manifest.Kind.IMAGE).order_by()
    own = own.values_list("manifest__os", "manifest__architecture", "manifest__variant")
    listed = ManifestChild.objects.filter(
        index__in=tags.values("manifest"), position__lt=ENTRIES_SHOWN
    )
    listed = listed.order_by().values_list("os", "architecture", "variant")
    found = (Platform(*row) for row in own.union(listed))
    return sorted(
        (one for one in found if one.os not in ("", "unknown")),
        key=lambda one: (one != USUAL, str(one)),
    )


def counts(repository) -> tuple[int, int]:
    """How many tags, on how many digests; without those of attachments."""
    tags = Tag.objects.filter(repository=repository).leading()
    return tags.count(), tags.values("manifest").distinct().count()


def folded_count(repository) -> int:
    """How many tags are shown with what they are about."""
    return Tag.objects.filter(repository=repository).of_attachments().count()
