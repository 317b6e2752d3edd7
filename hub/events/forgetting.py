"""Forgetting where somebody was who has left. What they did stays: hub/events/append_only.py allows no more."""

from hub.events.models import Event

BATCH = 1000


def forget_addresses(user_id):
    """In batches, so that nobody waits for the lock."""
    known = Event.objects.filter(actor=user_id, address__isnull=False)
    while found := list(known.values_list("pk", flat=True)[:BATCH]):
        Event.objects.filter(pk__in=found).update(address=None)
