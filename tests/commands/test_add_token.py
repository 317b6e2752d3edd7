"""`manage.py add_token`."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub.accounts import credentials, services
from hub.accounts.models import AccessToken, Scope
from tests.world import by, person

CI = ["--label", "ci", "--scope", "repo:read"]


@pytest.fixture
def alice(db):
    return person("alice")


@pytest.mark.parametrize("name", ["nobody", "library", "admin", "a\x00b", "x" * 5000])
def test_it_refuses_whom_nobody_knows(manage, alice, name):
    answer = manage("add_token", name, *CI)

    assert (answer.code, answer.out) == (1, "")
    assert answer.err == f"Nobody here is called {name}.\n"


def test_it_refuses_whoever_was_deactivated(manage, alice):
    services.deactivate(user=alice, by=by(alice))

    answer = manage("add_token", "alice", *CI)

    assert (answer.code, answer.err) == (1, "alice is deactivated.\n")


@pytest.mark.parametrize("label", ["", "x" * 101, "a\x00b", "a\nb"])
def test_it_refuses_what_is_no_label(manage, alice, label):
    answer = manage("add_token", "alice", "--label", label, "--scope", "repo:read")

    assert answer.code == 1
    assert "1 to 100 characters" in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--label", "ci"],
        ["--scope", "repo:read"],
        ["--label", "ci", "--scope", "repo:everything"],
        [*CI, "--expires-in", "0d"],
        [*CI, "--expires-in", "-1d"],
        [*CI, "--expires-in", "30"],
        [*CI, "--expires-in", "soon"],
        [*CI, "--expires-in", "1" + "0" * 30 + "d"],
    ],
)
def test_it_refuses_what_it_does_not_understand(manage, alice, arguments):
    answer = manage("add_token", "alice", *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize("scope", Scope.values)
def test_it_prints_the_secret_and_nothing_else(manage, alice, scope):
    answer = manage("add_token", "ALICE", "--label", "ci", "--scope", scope)

    here = credentials.Client("192.0.2.1")
    secret = answer.out.removesuffix("\n")
    credential = credentials.verify(name="alice", secret=secret, client=here)
    assert (answer.code, answer.err) == (0, "")
    assert credential.scope == scope
    assert AccessToken.objects.get().expires_at is None


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("12h", timedelta(hours=12)),
        ("30d", timedelta(days=30)),
        ("52w", timedelta(weeks=52)),
    ],
)
def test_it_expires(manage, alice, text, length):
    manage("add_token", "alice", *CI, "--expires-in", text)

    left = AccessToken.objects.get().expires_at - timezone.now()
    assert length - timedelta(minutes=1) < left <= length
