"""The allowance of private repositories: a number on the namespace, used by counting rows."""

from hub.namespaces.models import Namespace
from hub.repositories.errors import PrivateAllowanceUsed


def used(namespace):
    return namespace.repositories.private().filter(deleted_at=None).count()


def lock(namespace) -> Namespace:
    """Until the transaction ends nobody else counts this namespace.

    SQLite has no row locks and needs none: its IMMEDIATE transactions are one after the other.
    """
    return Namespace.objects.select_for_update().get(pk=namespace.pk)


def require_room(namespace):
    """Raise PrivateAllowanceUsed unless one more fits. Call it under `lock`, before the row is written."""
    allowed = namespace.allowance
    if allowed is None:
        return
    count = used(namespace)
    if count >= allowed:
        raise PrivateAllowanceUsed(namespace.name, used=count, allowed=allowed)
