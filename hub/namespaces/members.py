"""Who is what in an organisation. One of its owners stays, whatever the others do in the same instant."""

from django.db import transaction

from hub.events.record import record
from hub.namespaces.errors import LastOwner
from hub.namespaces.locking import lock
from hub.namespaces.models import Membership

OWNER = Membership.Role.OWNER


@transaction.atomic
def set_role(*, membership, role, by) -> Membership:
    """Raises LastOwner, and Membership.DoesNotExist when they left meanwhile."""
    membership = locked(membership)
    if membership.role == role:
        return membership
    require_another_owner(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    tell("member.role", membership, by=by)
    return membership


@transaction.atomic
def remove(*, membership, by):
    """Also how somebody leaves. Their teams are left with it; what was granted to them by name stays.

    Raises LastOwner, and Membership.DoesNotExist when they left meanwhile.
    """
    membership = locked(membership)
    require_another_owner(membership)
    is_leaving = membership.user_id == by.user_id
    tell("member.leave" if is_leaving else "member.remove", membership, by=by)
    membership.delete()


@transaction.atomic
def hand_over(*, membership, to, role, by):
    """`to` owns it from now on; whoever hands over is `role` there, or leaves where it is empty.

    Raises LastOwner where `to` is nobody who could own it, and Membership.DoesNotExist when one of them left meanwhile.
    """
    set_role(membership=to, role=OWNER, by=by)
    if role:
        set_role(membership=membership, role=role, by=by)
    else:
        remove(membership=membership, by=by)


def locked(membership) -> Membership:
    lock(membership.namespace)
    found = Membership.objects.select_related("namespace", "user")
    return found.get(pk=membership.pk)


def require_another_owner(membership):
    """Call it under `lock`. Raises LastOwner where `membership` is what the last one has."""
    if membership.role == OWNER and not is_owned_by_another(membership):
        raise LastOwner(
            namespace=membership.namespace.name, user=membership.user.username
        )


def is_owned_by_another(membership):
    """One who was deactivated could not hand it over."""
    owners = membership.namespace.memberships.filter(role=OWNER, user__is_active=True)
    return owners.exclude(pk=membership.pk).exists()


def tell(kind, membership, *, by):
    record(
        kind,
        by=by,
        namespace=membership.namespace.name,
        user=membership.user.username,
        role=membership.role,
    )
