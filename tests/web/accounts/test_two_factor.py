"""Turning two-factor on and off, and signing in with it."""

import re

import pytest
from django.urls import reverse

from hub.accounts import services, two_factor
from hub.accounts.models import User
from hub.limits import Rate
from tests.authenticator import code_of, key_in, turn_on, wrong_code_of
from tests.world import PASSWORD, by, person

pytestmark = pytest.mark.django_db

PAGE, APP = "/account/two-factor/", "/account/two-factor/app/"
REMOVE, NEW_CODES = f"{APP}remove/", f"{PAGE}recovery-codes/"
SIGN_IN, CODE = "/account/sign-in/", "/account/sign-in/code/"
RECOVERY = "/account/sign-in/recovery-code/"


@pytest.fixture
def alice():
    return person("alice")


@pytest.fixture
def signed_in(client, alice):
    client.force_login(alice)
    return client


def codes_in(response):
    return re.findall(r"<li>(\d{8})</li>", response.content.decode())


def is_on():
    return User.objects.get(username="alice").has_two_factor


def sign_in(client, **fields):
    return client.post(SIGN_IN, {"username": "alice", "password": PASSWORD} | fields)


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("address", [PAGE, APP, REMOVE, NEW_CODES])
def test_a_stranger_is_asked_to_sign_in(client, address):
    for response in (client.get(address), client.post(address)):
        assert response["Location"] == f"{SIGN_IN}?next={address}"


@pytest.mark.parametrize("address", [CODE, RECOVERY])
def test_nobody_comes_to_the_second_step_without_the_first(client, alice, address):
    turn_on(alice)

    for response in (client.get(address), client.post(address, {"code": "123456"})):
        assert response["Location"] == SIGN_IN
    assert not is_signed_in(client)


def test_it_is_turned_on_with_the_password_and_a_code(signed_in):
    key = key_in(signed_in.get(APP).content.decode())
    right = {"code": code_of(key), "current_password": PASSWORD}

    for wrong in ({"code": wrong_code_of(key)}, {"current_password": "wrong"}):
        response = signed_in.post(APP, right | wrong)
        assert response.status_code == 422
        assert key_in(response.content.decode()) == key
        assert not is_on()

    response = signed_in.post(APP, right)
    assert is_on()
    assert len(codes_in(response)) == 10
    assert "no-store" in response["Cache-Control"]
    assert "access token" in signed_in.get(PAGE).content.decode()


def test_the_key_is_shown_no_more_once_it_is_in_use(signed_in, alice):
    turn_on(alice)

    assert signed_in.get(APP)["Location"] == PAGE


@pytest.mark.parametrize("address", [REMOVE, NEW_CODES])
def test_changing_it_takes_the_password(signed_in, alice, address):
    _key, codes = turn_on(alice)

    response = signed_in.post(address, {"current_password": "wrong"})

    assert response.status_code == 422
    assert is_on()
    two_factor.verify_recovery_code(user=alice, code=codes[0])


def test_it_is_turned_off(signed_in, alice):
    turn_on(alice)

    signed_in.post(REMOVE, {"current_password": PASSWORD})

    assert not is_on()
    assert is_signed_in(signed_in)


def test_new_codes_are_shown_in_the_answer(signed_in, alice):
    turn_on(alice)

    response = signed_in.post(NEW_CODES, {"current_password": PASSWORD})

    assert len(codes_in(response)) == 10
    assert not codes_in(signed_in.get(NEW_CODES))


def test_the_password_alone_signs_nobody_in(client, alice):
    turn_on(alice)

    assert sign_in(client)["Location"] == CODE
    assert not is_signed_in(client)
    assert client.get(reverse("access_tokens")).status_code == 302


def test_one_may_begin_anew_as_somebody_else(client, alice):
    person("bob")
    turn_on(alice)
    sign_in(client)

    assert client.get(SIGN_IN).status_code == 200
    sign_in(client, username="bob")

    assert client.session["_auth_user_id"] == str(User.objects.get(username="bob").pk)


@pytest.mark.parametrize("code", ["", "12\x00345", "x" * 5000, "１２３４５６"])
def test_another_code_is_refused(client, alice, code):
    turn_on(alice)
    sign_in(client)

    for address in (CODE, RECOVERY):
        assert client.post(address, {"code": code}).status_code == 422
    assert not is_signed_in(client)


def test_the_code_signs_in_and_leads_on(client, alice):
    key, _codes = turn_on(alice)
    sign_in(client, next="/new/", remember="on")

    response = client.post(CODE, {"code": code_of(key)})

    assert response["Location"] == "/new/"
    assert is_signed_in(client)
    assert not client.session.get_expire_at_browser_close()


def test_a_recovery_code_signs_in(client, alice):
    _key, codes = turn_on(alice)
    sign_in(client)

    client.post(RECOVERY, {"code": codes[3]})

    assert is_signed_in(client)


def test_too_many_codes_get_a_time_to_return(client, alice, settings):
    key, _codes = turn_on(alice)
    settings.HUB_LIMIT_SIGN_IN = Rate(1, 900)
    sign_in(client)
    client.post(CODE, {"code": wrong_code_of(key)})
    # The right password again does not give the tries back.
    sign_in(client)

    response = client.post(CODE, {"code": code_of(key)})

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 900
    assert not is_signed_in(client)


def test_whoever_is_deactivated_between_the_steps_stays_out(client, alice):
    key, _codes = turn_on(alice)
    sign_in(client)
    services.deactivate(user=alice, by=by(alice))

    client.post(CODE, {"code": code_of(key)})

    assert client.get(reverse("access_tokens")).status_code == 302
