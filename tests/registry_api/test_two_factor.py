"""Whoever has two-factor on is told to make an access token, by every way in."""

from urllib.parse import urlencode

import pytest

from hub.accounts import access_tokens
from hub.accounts import services as accounts
from hub.accounts.models import Scope
from tests.registry_api.wire import basic_value
from tests.world import PASSWORD, by

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def login(world, registry):
    """The secret of a docker login that Alice made with the password before she switched it on."""
    secret = registry("alice").log_in(offline_token="true").json["refresh_token"]
    accounts.set_two_factor(user=world.alice, is_on=True, by=by(world.alice))
    return secret


def post(client, **form):
    return client.plain("POST", "/token", urlencode(form).encode(), content_type=FORM)


def ways_in(client, password, login):
    """What each way in answers."""
    basic = basic_value("alice", password)
    secret = {"username": "alice", "password": password}
    return [
        client.plain("GET", "/token?service=berth-registry", authorization=basic),
        client.plain("GET", "/token?offline_token=true", authorization=basic),
        post(client, grant_type="password", **secret),
        post(client, grant_type="refresh_token", refresh_token=login),
        client.plain(
            "GET", "/token", authorization=basic_value("alice", login or "berth_ref_x")
        ),
        client.plain("GET", "/v2/", authorization=basic),
        client.plain("GET", "/v2/alice/app/tags/list", authorization=basic),
        client.plain("GET", "/v1/search?q=app", authorization=basic),
    ]


def test_it_refuses_the_password_with_a_sentence(login, registry, hub):
    sentence = (
        "Two-factor sign-in is on, so an access token is needed here. Make one at "
        f"http://127.0.0.1:{hub.port}/account/tokens/ and log in with it as the password."
    )

    for answer in ways_in(registry(), PASSWORD, login):
        assert (answer.status, answer.codes) == (401, ["UNAUTHORIZED"])
        assert answer.message == sentence


def test_a_wrong_password_is_answered_as_for_anybody(login, registry, world):
    def answers():
        found = ways_in(registry(), "wrong", "")
        return [(a.status, a.challenge, a.body) for a in found]

    with_it = answers()
    accounts.set_two_factor(user=world.alice, is_on=False, by=by(world.alice))

    assert with_it == answers()
    assert all(status == 401 for status, _, _ in with_it)


def test_an_access_token_is_let_in(login, registry, world):
    _, secret = access_tokens.create_access_token(
        user=world.alice, label="ci", scope=Scope.WRITE
    )
    alice = registry("alice", secret=secret)

    answer = alice.log_in("repository:alice/app:pull,push", offline_token="true")

    assert answer.json["scope"] == "repository:alice/app:pull,push"
    again = answer.json["refresh_token"]
    assert post(alice, grant_type="refresh_token", refresh_token=again).status == 200
    assert alice("GET", "/v2/", basic=("alice", secret)).status == 200
