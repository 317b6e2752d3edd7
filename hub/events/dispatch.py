"""Telling the followers: they register for a kind, and the worker hands each its events, in order, once they are committed."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from hub.events.models import Event

followers = defaultdict(list)
BATCH = 200


def follow(kind, function):
    """`function(event)` runs in the worker; it must bear being called twice for one event. Call from AppConfig.ready()."""
    followers[kind].append(function)


def dispatch():
    """Tell the followers of what is new; returns how many events were handed on."""
    events = list(Event.objects.filter(dispatched_at=None).order_by("pk")[:BATCH])
    for event in events:
        with transaction.atomic():
            for function in followers[event.kind]:
                function(event)
            Event.objects.filter(pk=event.pk).update(dispatched_at=timezone.now())
    return len(events)
