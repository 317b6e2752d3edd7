"""Which tags there are, and in which order: cheap to ask, and cut into pages. `listing.rows` fills in one page."""

import re
from collections import defaultdict
from enum import StrEnum

from django.db.models import (
    BooleanField,
    F,
    Lookup,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Coalesce, Lower

from hub.content import versions
from hub.content.listing import USUAL
from hub.content.models import Manifest, ManifestChild, Tag
from hub.oci import attachments

# Versions are compared in Python, so all names are read for it; with more tags than this the newest pushed lead instead.
VERSIONS_COMPARED = 5000
TEXT = re.compile(r"[A-Za-z0-9_.*-]{1,128}")


class Sort(StrEnum):
    VERSION = "version"
    PUSHED = "pushed"
    NAME = "name"
    SIZE = "size"


def ordered(repository, *, text="", platform=None, sort=Sort.VERSION):
    """Numbers of the manifests that have a tag like `text` (`*` stands for anything), in order.

    Every question starts at the repository's tags: started at its manifests, SQLite reads all tags for each of them.
    """
    tags = matching(shown(repository, text), text)
    if platform is not None:
        tags = of_platform(tags, repository, platform)
    if sort == Sort.VERSION and tags.count() <= VERSIONS_COMPARED:
        return by_version(tags)
    return in_order(tags, sort, platform or USUAL).values_list("manifest", flat=True)


def shown(repository, text):
    """Attachments are shown with their image, and as tags only to who asks for theirs."""
    tags = Tag.objects.filter(repository=repository)
    return tags if attachments.is_asked_for(text) else tags.leading()


def matching(tags, text):
    if not text:
        return tags
    if not TEXT.fullmatch(text):
        return tags.none()
    if "*" not in text:
        return tags.filter(name__icontains=text)
    # LIKE never looks twice: a regular expression of many stars takes years for one long tag.
    pattern = text.lower().replace("_", r"\_").replace("*", "%")
    return tags.alias(folded=Lower("name")).filter(Like(F("folded"), pattern))


class Like(Lookup):
    """SQL's own pattern: % is any text, and a backslash takes a meaning away."""

    lookup_name = "like"
    output_field = BooleanField()
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, column_parameters = self.process_lhs(compiler, connection)
        pattern, parameters = self.process_rhs(compiler, connection)
        condition = f"{column} LIKE {pattern} ESCAPE '\\'"
        return condition, [*column_parameters, *parameters]


def of_platform(tags, repository, platform):
    wanted = {
        "os": platform.os,
        "architecture": platform.architecture,
        "variant": platform.variant,
    }
    images = Manifest.objects.filter(
        repository=repository, kind=Manifest.Kind.IMAGE, **wanted
    )
    listed = ManifestChild.objects.filter(index__repository=repository, **wanted)
    return tags.filter(
        Q(manifest__in=images.values("pk")) | Q(manifest__in=listed.values("index"))
    )


def by_version(tags):
    names = defaultdict(list)
    for pk, name in tags.values_list("manifest_id", "name"):
        names[pk].append(name)
    best = {pk: min(versions.newest_first(n) for n in names[pk]) for pk in names}
    return sorted(best, key=lambda pk: (best[pk], -pk))


def in_order(tags, sort, platform):
    manifests = tags.order_by().values("manifest")
    if sort == Sort.NAME:
        return manifests.annotate(key=Min("name")).order_by("key")
    if sort == Sort.SIZE:
        size = Coalesce(size_of_child(platform), F("manifest__content_size"))
        return manifests.annotate(key=Max(size)).order_by("-key", "-manifest")
    return manifests.annotate(key=Max("pushed_at")).order_by("-key", "-manifest")


def size_of_child(platform):
    """Of the entry for `platform` in an index; nothing where there is none."""
    entry = ManifestChild.objects.filter(
        index=OuterRef(OuterRef("manifest")),
        os=platform.os,
        architecture=platform.architecture,
    )
    return Subquery(
        Manifest.objects.filter(
            repository=OuterRef("repository"), digest__in=entry.values("digest")
        ).values("content_size")[:1]
    )
