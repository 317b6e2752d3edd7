"""Turning two-factor off from the command line, where no operator gets in any more."""

import pytest
from django.core.management import CommandError, call_command

from hub.events.models import Event
from tests.authenticator import turn_on
from tests.world import person

pytestmark = pytest.mark.django_db


def test_nobody_of_that_name_is_told_so():
    with pytest.raises(CommandError, match="Nobody here is called zoe"):
        call_command("turn_off_two_factor", "zoe", reason="lost")


def test_it_is_off_and_the_log_says_why():
    alice = person("alice")
    turn_on(alice)

    call_command("turn_off_two_factor", "alice", reason="phone in the harbour")

    alice.refresh_from_db()
    assert not alice.has_two_factor
    event = Event.objects.get(kind="two_factor.turn_off")
    assert event.credential == "command"
    assert event.data["reason"] == "phone in the harbour"
