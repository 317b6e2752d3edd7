"""What a list and a repository's first page say of its images: the tag to pull, which is `latest` or else the newest."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from hub.accounts.models import User
from hub.content import listing, versions
from hub.content.models import Manifest, Tag
from hub.repositories.models import Repository

NAMES_READ = 1000  # the newest ones, to find the newest version among them


@dataclass(frozen=True, slots=True)
class Featured:
    tag: str
    manifest: Manifest
    images: list  # of listing.PlatformImage
    pushed_by: User | None = None

    @property
    def image(self):
        """That of the usual platform, else the first; None for what is no image."""
        usual = [one for one in self.images if one.platform == listing.USUAL]
        return next(iter(usual or self.images), None)

    @property
    def reference(self):
        """What stands after the name in a pull: nothing for `latest`."""
        return "" if self.tag == versions.LATEST else f":{self.tag}"


def of(repository) -> Featured | None:
    return of_all([repository]).get(repository.pk)


def of_all(repositories) -> dict:
    """By the repository's number; those without a tag are left out. Three queries, however many they are."""
    tags = Tag.objects.filter(pk__in=first_tags(repositories))
    # Annotations may be megabytes, and no list shows them.
    tags = tags.select_related("manifest", "pushed_by").defer("manifest__annotations")
    tags = list(tags)
    images, _ = listing.platform_images([tag.manifest for tag in tags])
    return {
        tag.repository_id: Featured(
            tag.name, tag.manifest, images[tag.manifest_id], tag.pushed_by
        )
        for tag in tags
    }


def first_tags(repositories):
    """Both halves walk an index: sorting the tags of a large repository for a line in a list would not."""
    tags = Tag.objects.filter(repository=OuterRef("pk"))
    latest = tags.filter(name=versions.LATEST).values("pk")
    newest = tags.leading().order_by("-pushed_at").values("pk")[:1]
    chosen = Repository.objects.filter(pk__in=[r.pk for r in repositories])
    return chosen.annotate(
        first_tag=Coalesce(Subquery(latest), Subquery(newest))
    ).values("first_tag")


def newest_version(repository) -> str:
    """The highest version among its tags; empty where none is a version."""
    tags = Tag.objects.filter(repository=repository).order_by("-pushed_at")
    names = tags.values_list("name", flat=True)[:NAMES_READ]
    known = [name for name in names if versions.is_version(name)]
    return min(known, key=versions.newest_first, default="")
