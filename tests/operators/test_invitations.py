"""Who may sign up where not everybody may."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from hub.accounts.errors import EmailTaken
from hub.accounts.models import User
from hub.events.models import Event
from hub.events.record import THE_HUB
from hub.operators import invitations
from hub.operators.errors import InvitationEnded
from hub.operators.models import Invitation
from tests.services.threads import at_once
from tests.world import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(settings):
    settings.HUB_SIGN_UP = "invitation"
    _invitation, secret = invitations.invite(note="For Nora", days=7, by=THE_HUB)
    return secret


def come(secret, name="nora"):
    return invitations.sign_up(
        secret=secret, username=name, email=f"{name}@mail.example", password=None
    )


@pytest.mark.parametrize("text", ["", "x", "berth_inv_x", "berth_inv_é00000000"])
def test_what_is_no_invitation_lets_nobody_in(secret, text):
    assert not invitations.is_live(text)
    with pytest.raises(InvitationEnded):
        come(text)


@pytest.mark.parametrize(
    "end",
    [
        {"expires_at": timezone.now()},
        {"used_at": timezone.now()},
        {"withdrawn_at": timezone.now()},
    ],
    ids=lambda end: next(iter(end)),
)
def test_an_ended_one_lets_nobody_in(secret, end):
    Invitation.objects.update(**end)

    with pytest.raises(InvitationEnded):
        come(secret)
    assert not User.objects.exists()


def test_a_closed_hub_takes_no_invited_people(secret, settings):
    settings.HUB_SIGN_UP = "closed"

    assert not invitations.is_live(secret)


def test_it_works_once(secret):
    nora = come(secret)

    with pytest.raises(InvitationEnded):
        come(secret, "otto")
    assert Invitation.objects.get().used_by == nora
    assert Event.objects.last().kind == "invitation.use"


def test_it_is_not_used_up_by_a_refusal(secret):
    person("nora")

    with pytest.raises(EmailTaken):
        invitations.sign_up(
            secret=secret, username="otto", email="nora@mail.example", password=None
        )
    assert come(secret, "otto").username == "otto"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_come_at_once_one_gets_in(secret):
    names = iter(["nora", "otto", "fred"])

    def try_to_come():
        with suppress(InvitationEnded):
            come(secret, next(names))

    at_once(3, try_to_come)

    assert User.objects.count() == 1


def test_the_secret_is_not_kept(secret):
    assert secret not in str(Invitation.objects.values().get())
    assert secret not in str(list(Event.objects.values()))


def test_the_command_prints_a_link_that_works(secret, settings, capsys, client):
    call_command("invite", "For Otto", "--days", "1")

    path = "/account/" + capsys.readouterr().out.strip().partition("/account/")[2]
    assert client.get(path).status_code == 200
    ends = Invitation.objects.first().expires_at - timezone.now()
    assert ends <= timedelta(days=1)
    settings.HUB_SIGN_UP = "closed"
    with pytest.raises(CommandError):
        call_command("invite", "For Otto")
