"""Asking people in: only the receiver can answer, for a week."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hub.events.models import Event
from hub.namespaces import invitations
from hub.namespaces.errors import (
    InvitationOfAnother,
    InvitedAlready,
    MemberAlready,
)
from hub.namespaces.models import INVITATION_LIFE, Invitation, Membership
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
