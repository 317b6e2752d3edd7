"""Telling the followers: they register for a kind, and the worker hands each its events, in order, once they are committed."""

import logging
from collections import defaultdict

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from hub.events.models import Event

logger = logging.getLogger(__name__)

followers = defaultdict(list)
BATCH = 200


def follow(kind, function):
    """`function(event)` runs in the worker. Call from AppConfig.ready().

    It must bear being told twice of one event, and of one that failed after those that came later. It is quick: what
    takes long or leaves the machine is a job that it enqueues.
    """
    followers[kind].append(function)


def dispatch() -> int:
    """Tell the followers of what is new; returns how many events are done with."""
    # Read first: an idle worker must not take SQLite's one write lock every second.
    new = Event.objects.filter(dispatched_at=None).order_by("pk")
    new = new.values_list("pk", "kind")[:BATCH]
    followed, passed = [], []
    for pk, kind in new:
        (followed if followers.get(kind) else passed).append(pk)
    return pass_over(passed) + sum(hand_on(pk) for pk in followed)


def pass_over(pks) -> int:
    """Nobody follows those."""
    if not pks:
        return 0
    return Event.objects.filter(pk__in=pks).update(dispatched_at=timezone.now())


@transaction.atomic
def hand_on(pk) -> bool:
    """False where another worker has it."""
    event = (
        Event.objects.select_for_update(skip_locked=True)
        .filter(pk=pk, dispatched_at=None)
        .first()
    )
    if event is None:
        return False
    for function in followers[event.kind]:
        tell(function, event)
    Event.objects.filter(pk=pk).update(dispatched_at=timezone.now())
    return True


def tell(function, event):
    """One that fails is told again by a job, with patience, so that it holds up neither the others nor what comes after."""
    from hub.events.jobs import tell_again

    try:
        with transaction.atomic():
            function(event)
    except (InterfaceError, OperationalError):
        # The database's failure, not the follower's: nothing is handed on, and the whole is tried again.
        raise
    except Exception:
        logger.exception("%s failed on event %s, runs again", name_of(function), event)
        tell_again.enqueue(name_of(function), event.pk)


def name_of(function):
    return f"{function.__module__}.{function.__qualname__}"


def find(kind, name):
    """The follower of that name, or None where this version of the hub has it no more."""
    return next((f for f in followers[kind] if name_of(f) == name), None)
