"""To which repository, tag and platform a pull belongs, and whether it is one.

Clients turn a tag into a digest first and fetch by that, so the tag is mostly found out here: the one by which the same
kind of client asked for the index just before; else, of the tags of the image, the most exact.
"""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from hub.content import versions
from hub.content.models import Manifest, ManifestChild, Tag
from hub.oci import names
from hub.statistics.models import PLATFORM_LENGTH

INDEXES_READ = 5000  # the newest; one layerless image may be in any number
EPOCH = date(1970, 1, 1)
# What an image says of itself may be anything.
PLATFORM = re.compile(rf"[a-z0-9][a-z0-9._/-]{{0,{PLATFORM_LENGTH - 1}}}")


class Note(NamedTuple):
    manifest_id: int
    tag: str
    client: str
    day: int  # since 1970


class Sum(NamedTuple):
    repository_id: int
    day: date
    tag: str
    platform: str
    client: str


def asked_tags(noted) -> dict:
    """By (manifest, client): the tag most asked for."""
    asked = defaultdict(Counter)
    for (manifest_id, tag, client, _), number in noted.items():
        if tag:
            asked[manifest_id, client][tag] += number
    return {key: tags.most_common(1)[0][0] for key, tags in asked.items()}


def attribute(noted, asked) -> Counter:
    """How often each Sum; three queries, however many there are."""
    notes = [(Note(*one), number) for one, number in noted.items()]
    manifests = counted({note.manifest_id for note, _ in notes})
    leading = Leading(manifests, asked)
    found = Counter()
    for note, number in notes:
        manifest = manifests.get(note.manifest_id)
        tag = note.tag or (leading.tag(manifest, note.client) if manifest else "")
        if manifest and not names.is_attached_tag(tag):
            day = EPOCH + timedelta(days=note.day)
            one = Sum(manifest.repository_id, day, tag, platform(manifest), note.client)
            found[one] += number
    return found


def counted(pks):
    """Those of the manifests that count when they are pulled, by number."""
    found = Manifest.objects.filter(pk__in=pks, subject_digest="")
    found = found.exclude(kind=Manifest.Kind.INDEX).exclude(os="unknown")
    return found.defer("annotations").in_bulk()


def platform(manifest):
    name = str(manifest.platform)
    return name if PLATFORM.fullmatch(name) else ""


class Leading:
    """Finds a tag for what was pulled by digest."""

    def __init__(self, manifests, asked):
        self.asked = asked
        self.indexes = indexes_of(manifests.values())
        above = {pk for pks in self.indexes.values() for pk in pks}
        self.tags = tags_of({*manifests, *above})

    def tag(self, manifest, client):
        pks = [manifest.pk, *self.indexes[manifest.repository_id, manifest.digest]]
        asked = [self.asked[pk, client] for pk in pks if (pk, client) in self.asked]
        tags = asked or [name for pk in pks for name in self.tags[pk]]
        return min(tags, key=most_telling_first, default="")


def most_telling_first(tag):
    return (names.is_attached_tag(tag), versions.most_exact_first(tag))


def indexes_of(manifests):
    """The indexes of the same repository that list it, by (repository, digest)."""
    listed = ManifestChild.objects.filter(
        digest__in={one.digest for one in manifests},
        index__repository__in={one.repository_id for one in manifests},
    ).order_by("-index_id")
    found = defaultdict(list)
    for repository_id, digest, index_id in listed.values_list(
        "index__repository_id", "digest", "index_id"
    )[:INDEXES_READ]:
        found[repository_id, digest].append(index_id)
    return found


def tags_of(pks):
    found = defaultdict(list)
    tags = Tag.objects.filter(manifest__in=pks).values_list("manifest_id", "name")
    for manifest_id, name in tags:
        found[manifest_id].append(name)
    return found
