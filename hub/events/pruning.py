"""Deleting old events, the one way there is, in batches so that nobody waits for the lock."""

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from hub.events.models import Event, Pruning

BATCH = 1000


def prune() -> int:
    """Returns how many went."""
    if not settings.HUB_ACTIVITY:
        return 0
    cutoff = timezone.now() - settings.HUB_ACTIVITY
    old = Event.objects.filter(at__lt=cutoff)
    newest = old.order_by("-at").values_list("pk", flat=True).first()
    went, last = 0, 0
    while newest and (found := next_old(old, last, newest)):
        last = found[-1]
        went += delete(found)
    return went


def next_old(old, last, newest):
    # By number, up to the newest old one: the young ones behind it are never walked over.
    numbered = old.filter(pk__gt=last, pk__lte=newest).order_by("pk")
    return list(numbered.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def delete(pks) -> int:
    pruning = Pruning.objects.create()
    done = Event.objects.filter(pk__in=pks, dispatched_at__isnull=False)
    went, _ = done.exclude(of_a_living_tag()).delete()
    pruning.delete()
    return went


def of_a_living_tag():
    """A tag's history is shown as long as the tag is there, back to its first push.

    What was deleted and is back has the history from before; deleted once more, it has lost it.
    """
    in_repository = Event.objects.filter(repository_id=OuterRef("repository_id"))
    return (
        Q(kind__startswith="tag.")
        & ~Exists(ends(in_repository.filter(tag=OuterRef("tag")), "tag"))
        & ~Exists(ends(in_repository.filter(tag=""), "repository"))
    )


def ends(events, what):
    """Deletions at the event or after it that nobody took back."""
    restored = Event.objects.filter(
        repository_id=OuterRef("repository_id"),
        tag=OuterRef("tag"),
        kind=f"{what}.restore",
        pk__gt=OuterRef("pk"),
    )
    deletions = events.filter(kind=f"{what}.delete", pk__gte=OuterRef("pk"))
    return deletions.exclude(Exists(restored))
