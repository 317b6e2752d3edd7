"""Asking people into an organisation. An invitation ends after a week, and is nobody's but its receiver's."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.events.record import record
from hub.namespaces import members
from hub.namespaces.errors import InvitationOfAnother, InvitedAlready, MemberAlready
from hub.namespaces.models import Invitation, Membership


@transaction.atomic
def invite_person(*, namespace, user, role, by) -> Invitation:
    """Raises MemberAlready, InvitedAlready."""
    if namespace.memberships.filter(user=user).exists():
        raise MemberAlready(namespace=namespace.name, user=user.username)
    return insert(namespace, by, user=user, role=role)


@transaction.atomic
def invite_address(*, namespace, email, role, by) -> Invitation:
    """Whether anybody has that address is nobody's business here. Raises InvitedAlready."""
    return insert(namespace, by, email=email.lower(), role=role)


def insert(namespace, by, **fields) -> Invitation:
    invitation = Invitation(namespace=namespace, invited_by_id=by.user_id, **fields)
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError as error:
        raise InvitedAlready(invitation.to) from error
    tell("invitation.send", invitation, by=by)
    return invitation


@transaction.atomic
def send_again(*, invitation, by):
    """It is good for another week, unless it was withdrawn in this instant."""
    found = Invitation.objects.filter(pk=invitation.pk)
    if found.update(sent_at=timezone.now()):
        tell("invitation.send", invitation, by=by)


@transaction.atomic
def withdraw(*, invitation, by):
    tell("invitation.withdraw", invitation, by=by)
    invitation.delete()


@transaction.atomic
def decline(*, invitation, user, by):
    """Raises InvitationOfAnother, and Invitation.DoesNotExist when it has ended."""
    invitation = opened(invitation, user)
    tell("invitation.decline", invitation, by=by)
    invitation.delete()


@transaction.atomic
def accept(*, invitation, user, by) -> Membership:
    """Whoever is a member already keeps their role.

    Raises InvitationOfAnother, and Invitation.DoesNotExist when it has ended.
    """
    invitation = opened(invitation, user)
    membership, is_new = Membership.objects.get_or_create(
        namespace=invitation.namespace, user=user, defaults={"role": invitation.role}
    )
    invitation.delete()
    if is_new:
        members.tell("member.join", membership, by=by)
    return membership


def opened(invitation, user) -> Invitation:
    members.lock(invitation.namespace)
    invitation = Invitation.objects.open().get(pk=invitation.pk)
    if not invitation.is_for(user):
        raise InvitationOfAnother
    return invitation


def tell(kind, invitation, *, by):
    record(
        kind,
        by=by,
        namespace=invitation.namespace.name,
        to=invitation.to,
        role=invitation.role,
    )
