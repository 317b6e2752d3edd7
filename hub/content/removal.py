"""Removing images: digests with their tags, and what only they kept here, the platforms of an index and attachments.

`plan` says what would go, `remove` does it under the repository's lock, if it is still the same.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Sum

from hub.content import lookup, manifests
from hub.content.errors import ManifestInUse, RemovalChanged
from hub.content.models import Blob, Manifest, ManifestBlob, ManifestChild, Tag
from hub.oci import attachments, digests, names

AT_ONCE = 100  # digests that one removal may name
ROUNDS = 16  # of what follows what; real ones are three


@dataclass(frozen=True, slots=True)
class Removal:
    manifests: list[Manifest]
    tags: list[str]
    freed: int  # bytes of blobs that nothing else in the repository refers to
    listed: list[Manifest]  # chosen, but an index with a tag that stays lists them

    @property
    def seal(self):
        """The same for the same removal: what was confirmed is what is done."""
        going = [manifest.digest for manifest in self.manifests]
        return digests.of(" ".join([*going, *self.tags]).encode())


def plan(*, repository, digests) -> Removal:
    here = Manifest.objects.filter(repository=repository).defer("annotations")
    chosen = list(here.filter(digest__in=digests[:AT_ONCE]))
    going = with_followers(here, chosen)
    tags = Tag.objects.filter(manifest__in=[one.pk for one in going])
    return Removal(
        manifests=going,
        tags=list(tags.order_by("name").values_list("name", flat=True)),
        freed=freed(repository, going),
        listed=listed_by_what_stays(chosen, going),
    )


@transaction.atomic
def remove(*, repository, digests, seal, by) -> Removal:
    """Raises RemovalChanged where it is another one than `seal` was given for, ManifestInUse."""
    lookup.hold_repository(repository)
    found = plan(repository=repository, digests=digests)
    if found.seal != seal:
        raise RemovalChanged
    delete_all(repository, found.manifests, by)
    return found


def delete_all(repository, going, by):
    """Indexes before what they list."""
    remaining = sorted(going, key=lambda one: (not one.is_index, -one.pk))
    while remaining:
        blocked = [m for m in remaining if not delete(repository, m, by)]
        if len(blocked) == len(remaining):
            raise ManifestInUse(blocked[0].digest)
        remaining = blocked


def delete(repository, manifest, by) -> bool:
    try:
        manifests.delete(repository=repository, digest=manifest.digest, by=by)
    except ManifestInUse:
        return False
    return True


def with_followers(here, chosen) -> list[Manifest]:
    """The chosen, and round by round what nothing else keeps."""
    going = {one.digest: one for one in chosen}
    for _ in range(ROUNDS):
        candidates = followers(here, going)
        staying = kept(candidates, going)
        free = [one for one in candidates if one.digest not in staying]
        if not free:
            break
        going |= {one.digest: one for one in free}
    return sorted(going.values(), key=lambda one: one.pk)


def followers(here, going):
    numbers = [one.pk for one in going.values()]
    children = ManifestChild.objects.filter(index__in=numbers).values("digest")
    found = [
        here.filter(digest__in=children),
        here.filter(subject_digest__in=list(going)),
        here.filter(tags__name__in=names_of_attachments(going)),
    ]
    return [one for some in found for one in some if one.digest not in going]


def names_of_attachments(going):
    return {name for digest in going for name in attachments.all_tags(digest)}


def kept(candidates, going) -> set:
    """Digests that have a tag of their own, or stand in an index that stays and is no list of referrers."""
    digest_of = {one.pk: one.digest for one in candidates}
    tags = Tag.objects.filter(manifest__in=digest_of)
    ours = names_of_attachments(going)
    tagged = {
        digest_of[pk]
        for pk, name in tags.values_list("manifest", "name")
        if name not in ours
    }
    return tagged | set(entries_that_stay(candidates, going.values()))


def entries_that_stay(candidates, going):
    """Digests of `candidates` in indexes that are not among `going`."""
    lists = Tag.objects.filter(
        manifest=OuterRef("index"), name__regex=names.REFERRERS_TAG
    )
    entries = ManifestChild.objects.filter(
        index__repository__in={one.repository_id for one in candidates},
        digest__in=[one.digest for one in candidates],
    ).exclude(index__in=[one.pk for one in going])
    return entries.exclude(Exists(lists)).values_list("digest", flat=True)


def listed_by_what_stays(chosen, going) -> list[Manifest]:
    entries = entries_that_stay(chosen, going)
    tagged = set(entries.filter(index__tags__isnull=False))
    return [one for one in chosen if one.digest in tagged]


def freed(repository, going) -> int:
    numbers = [one.pk for one in going]
    needed = ManifestBlob.objects.filter(manifest__in=numbers)
    elsewhere = ManifestBlob.objects.filter(
        blob=OuterRef("pk"), manifest__repository=repository
    ).exclude(manifest__in=numbers)
    blobs = Blob.objects.filter(~Exists(elsewhere), pk__in=needed.values("blob"))
    return blobs.aggregate(total=Sum("size"))["total"] or 0
