"""Asking people into an organisation. An invitation ends after a week, and is nobody's but its receiver's."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.events.record import record
from hub.namespaces import members, teams
from hub.namespaces.errors import InvitationOfAnother, InvitedAlready, MemberAlready
from hub.namespaces.locking import lock
from hub.namespaces.models import INVITATION_KEPT, Invitation, Membership


@transaction.atomic
def invite_person(*, namespace, user, role, by, team=None) -> Invitation:
    """Raises MemberAlready, InvitedAlready, Team.DoesNotExist."""
    if namespace.memberships.filter(user=user).exists():
        raise MemberAlready(namespace=namespace.name, user=user.username)
    return insert(namespace, by, team, user=user, role=role)


@transaction.atomic
def invite_address(*, namespace, email, role, by, team=None) -> Invitation:
    """Whether anybody has that address is nobody's business here. Raises InvitedAlready, Team.DoesNotExist."""
    return insert(namespace, by, team, email=email.lower(), role=role)


def insert(namespace, by, team, **fields) -> Invitation:
    invitation = Invitation(namespace=namespace, invited_by_id=by.user_id, **fields)
    if team is not None:
        # Locked, so that it is there when the invitation is, and of the same organisation.
        invitation.team = namespace.teams.select_for_update().get(pk=team.pk)
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
    tell("invitation.take_back", invitation, by=by)
    invitation.delete()


@transaction.atomic
def decline(*, invitation, user, by):
    """Raises InvitationOfAnother, and Invitation.DoesNotExist when it has ended."""
    invitation = opened(invitation, user)
    tell("invitation.decline", invitation, by=by)
    invitation.delete()


@transaction.atomic
def accept(*, invitation, user, by) -> Membership:
    """Whoever is a member already keeps their role. The team that the invitation names is theirs then too.

    Raises InvitationOfAnother, and Invitation.DoesNotExist when it has ended.
    """
    invitation = opened(invitation, user)
    membership, is_new = Membership.objects.get_or_create(
        namespace=invitation.namespace, user=user, defaults={"role": invitation.role}
    )
    if is_new:
        members.tell("member.join", membership, by=by)
    join_team(invitation, membership, by=by)
    invitation.delete()
    return membership


def join_team(invitation, membership, *, by):
    """Nothing where it was deleted meanwhile."""
    named = invitation.namespace.teams.filter(pk=invitation.team_id)
    if team := named.select_for_update().first():
        teams.add(team=team, membership=membership, by=by)


def opened(invitation, user) -> Invitation:
    lock(invitation.namespace)
    invitation = Invitation.objects.open().get(pk=invitation.pk)
    if not invitation.is_for(user):
        raise InvitationOfAnother
    return invitation


def delete_ended() -> int:
    """Those that ended so long ago that nobody sends them again. Returns how many went."""
    ended = Invitation.objects.filter(sent_at__lt=timezone.now() - INVITATION_KEPT)
    return ended.delete()[0]


def tell(kind, invitation, *, by):
    team = {"team": invitation.team.name} if invitation.team else {}
    record(
        kind,
        by=by,
        namespace=invitation.namespace.name,
        to=invitation.to,
        role=invitation.role,
        **team,
    )
