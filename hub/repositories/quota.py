"""The allowance of private repositories: a number on the namespace, used by counting rows."""

from django.db.models import Count, Q

from hub.namespaces.models import Namespace
from hub.repositories.errors import NamespaceEnded, PrivateAllowanceUsed


def used(namespace):
    return namespace.repositories.private().filter(deleted_at=None).count()


def with_used(namespaces):
    """Each of a queryset of namespaces with `used`, for lists."""
    counted = Q(repositories__is_private=True, repositories__deleted_at=None)
    return namespaces.annotate(used=Count("repositories", filter=counted))


def lock(namespace) -> Namespace:
    """Until the transaction ends nobody else counts this namespace.

    SQLite has no row locks and needs none: its IMMEDIATE transactions are one after the other.
    """
    return Namespace.objects.select_for_update().get(pk=namespace.pk)


def lock_both(left, entered) -> Namespace:
    """For what moves from one to the other; returns the second. In one order for all, or two moves wait for each other."""
    wanted = Namespace.objects.filter(pk__in=[left.pk, entered.pk]).order_by("pk")
    return {row.pk: row for row in wanted.select_for_update()}[entered.pk]


def require_open(namespace):
    """Raise NamespaceEnded where the organisation or the account was deleted, or suspended, since the door was asked.
    Call it under `lock`."""
    if not namespace.is_active or namespace.kind == Namespace.Kind.RESERVED:
        raise NamespaceEnded(namespace.name)


def require_room(namespace):
    """Raise PrivateAllowanceUsed unless one more fits. Call it under `lock`, before the row is written."""
    allowed = namespace.allowance
    if allowed is None:
        return
    count = used(namespace)
    if count >= allowed:
        raise PrivateAllowanceUsed(namespace.name, used=count, allowed=allowed)
