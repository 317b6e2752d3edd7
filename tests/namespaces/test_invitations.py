"""Asking people in: only the receiver can answer, for a week."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hub.events.models import Event
from hub.namespaces import invitations, jobs, organisations, teams
from hub.namespaces.errors import (
    InvitationOfAnother,
    InvitedAlready,
    MemberAlready,
)
from hub.namespaces.models import (
    INVITATION_KEPT,
    INVITATION_LIFE,
    Invitation,
    Membership,
    Team,
)
from tests.world import by, person

pytestmark = pytest.mark.django_db

OWNER, EDITOR, MEMBER = Membership.Role


@pytest.fixture
def dora(harbour):
    return person("dora")


@pytest.fixture
def invited(world, harbour, dora):
    return invitations.invite_person(
        namespace=harbour.organisation, user=dora, role=EDITOR, by=by(world.alice)
    )


@pytest.fixture
def by_address(world, harbour, dora):
    return invitations.invite_address(
        namespace=harbour.organisation,
        email="Dora@mail.example",
        role=MEMBER,
        by=by(world.alice),
    )


def end(invitation):
    invitation.sent_at -= INVITATION_LIFE + timedelta(seconds=1)
    invitation.save()


def test_a_member_is_not_invited(world, harbour):
    with pytest.raises(MemberAlready):
        invitations.invite_person(
            namespace=harbour.organisation,
            user=world.bob,
            role=MEMBER,
            by=by(world.alice),
        )


def test_nobody_is_invited_twice(world, harbour, dora, invited, by_address):
    asked = {"namespace": harbour.organisation, "role": OWNER, "by": by(world.bob)}

    with pytest.raises(InvitedAlready):
        invitations.invite_person(user=dora, **asked)
    with pytest.raises(InvitedAlready):
        invitations.invite_address(email=dora.email, **asked)

    assert set(Invitation.objects.values_list("role", flat=True)) == {EDITOR, MEMBER}


@pytest.mark.parametrize("which", ["invited", "by_address"])
@pytest.mark.parametrize("do", [invitations.accept, invitations.decline])
def test_nobody_else_answers_it(world, harbour, which, do, request):
    invitation = request.getfixturevalue(which)
    stranger = person("sten")

    with pytest.raises(InvitationOfAnother):
        do(invitation=invitation, user=stranger, by=by(stranger))

    assert harbour.role(stranger) is None
    assert Invitation.objects.filter(pk=invitation.pk).exists()


@pytest.mark.parametrize("which", ["invited", "by_address"])
def test_after_a_week_it_has_ended_and_can_be_sent_again(
    world, harbour, dora, which, request
):
    invitation = request.getfixturevalue(which)
    end(invitation)

    with pytest.raises(Invitation.DoesNotExist):
        invitations.accept(invitation=invitation, user=dora, by=by(dora))
    assert harbour.role(dora) is None

    invitations.send_again(invitation=invitation, by=by(world.alice))
    invitations.accept(invitation=invitation, user=dora, by=by(dora))
    assert harbour.role(dora) == invitation.role


def test_one_that_was_withdrawn_cannot_be_accepted(world, harbour, dora, invited):
    invitations.withdraw(
        invitation=Invitation.objects.get(pk=invited.pk), by=by(world.alice)
    )

    with pytest.raises(Invitation.DoesNotExist):
        invitations.accept(invitation=invited, user=dora, by=by(dora))


def test_accepting_makes_a_member_once(harbour, dora, invited):
    membership = invitations.accept(invitation=invited, user=dora, by=by(dora))

    assert (membership.user, membership.role) == (dora, EDITOR)
    assert not Invitation.objects.exists()
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.data["user"]) == ("member.join", "dora")
    with pytest.raises(Invitation.DoesNotExist):
        invitations.accept(invitation=invited, user=dora, by=by(dora))


def test_whoever_is_a_member_already_keeps_their_role(
    harbour, dora, invited, by_address
):
    invitations.accept(invitation=invited, user=dora, by=by(dora))

    invitations.accept(invitation=by_address, user=dora, by=by(dora))

    assert harbour.role(dora) == EDITOR
    assert not Invitation.objects.exists()


def test_it_is_to_a_person_or_to_an_address(world, harbour, dora):
    for to in ({}, {"user": dora, "email": dora.email}):
        with pytest.raises(IntegrityError), transaction.atomic():
            harbour.organisation.invitations.create(
                role=MEMBER, invited_by=world.alice, **to
            )


# Those that name a team


@pytest.fixture
def to_crew(world, harbour, dora):
    return invitations.invite_person(
        namespace=harbour.organisation,
        user=dora,
        role=MEMBER,
        team=harbour.crew,
        by=by(world.alice),
    )


def test_a_team_of_another_organisation_is_refused(world, harbour, dora):
    quay = organisations.create(name="quay", user=world.bob, by=by(world.bob))

    with pytest.raises(Team.DoesNotExist):
        invitations.invite_person(
            namespace=quay, user=dora, role=MEMBER, team=harbour.crew, by=by(world.bob)
        )
    assert not Invitation.objects.exists()


def test_whoever_accepts_is_in_the_team(harbour, dora, to_crew):
    invitations.accept(invitation=to_crew, user=dora, by=by(dora))

    assert harbour.crew.memberships.filter(user=dora).exists()
    joined = Event.objects.filter(kind="team.add").get()
    assert (joined.data["team"], joined.data["user"]) == ("crew", "dora")


def test_so_is_who_was_a_member_by_then(harbour, dora, to_crew, by_address):
    invitations.accept(invitation=by_address, user=dora, by=by(dora))

    invitations.accept(invitation=to_crew, user=dora, by=by(dora))

    assert harbour.crew.memberships.filter(user=dora).exists()


def test_a_team_that_is_gone_keeps_nobody_out(world, harbour, dora, to_crew):
    teams.delete(team=harbour.crew, by=by(world.alice))

    invitations.accept(invitation=to_crew, user=dora, by=by(dora))

    assert harbour.role(dora) == MEMBER


def test_those_that_ended_long_ago_are_cleaned_up(harbour, dora, invited, by_address):
    end(by_address)
    invited.sent_at -= INVITATION_KEPT + timedelta(seconds=1)
    invited.save()

    jobs.delete_ended_invitations.call()

    assert list(Invitation.objects.all()) == [by_address]


def test_taking_one_back_is_not_what_operators_do(world, harbour, invited):
    """Theirs to sign up are withdrawn: tests/operators/test_invitations.py."""
    invitations.withdraw(invitation=invited, by=by(world.alice))

    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.namespace) == ("invitation.take_back", "harbour")
