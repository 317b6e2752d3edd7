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
