"""The row of a namespace is the lock on who is in it and on how many private repositories it has.

SQLite has no row locks and needs none: its IMMEDIATE transactions are one after the other.
"""

from hub.namespaces.models import Namespace


def lock(namespace) -> Namespace:
    """The row as it stands now. Until the transaction ends nobody else counts or changes what is in it."""
    return Namespace.objects.select_for_update().get(pk=namespace.pk)


def lock_both(left, entered) -> Namespace:
    """For what moves from one to the other; returns the second. In one order for all, or two moves wait for each other."""
    wanted = Namespace.objects.filter(pk__in=[left.pk, entered.pk]).order_by("pk")
    return {row.pk: row for row in wanted.select_for_update()}[entered.pk]
