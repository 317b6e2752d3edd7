"""Passkeys on the pages: adding, naming, removing, and signing in with one."""

import json
import re
from html import unescape

import pytest

from hub.accounts import passkeys, two_factor
from hub.accounts.models import User
from tests.passkey import Device
from tests.world import PASSWORD, person

pytestmark = pytest.mark.django_db

ADD, SIGN_IN = "/account/two-factor/passkey/", "/account/sign-in/passkey/"


@pytest.fixture
def alice():
    return person("alice")


@pytest.fixture
def device(client, alice):
    """Alice's, whom it signs in."""
    client.force_login(alice)
    device = Device()
    add(client, device)
    client.logout()
    return device


def question_in(response):
    found = re.search(r'data-question="([^"]*)"', response.content.decode())
    return json.loads(unescape(found.group(1)))


def add(client, device, **fields):
    answer = device.create(question_in(client.get(ADD)))
    right = {"name": "Laptop", "current_password": PASSWORD, "answer": answer}
    return client.post(ADD, right | fields)


def sign_in(client, device, **fields):
    answer = device.get(question_in(client.get(SIGN_IN)))
    return client.post(SIGN_IN, {"answer": answer} | fields)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def address_of(user, page):
    return (
        f"/account/two-factor/passkeys/{two_factor.passkeys_of(user).get().pk}/{page}/"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"current_password": "wrong"},
        {"name": ""},
        {"name": "x" * 61},
        {"answer": ""},
        {"answer": "{}"},
    ],
)
def test_it_refuses_to_add(client, alice, wrong):
    client.force_login(alice)

    assert add(client, Device(), **wrong).status_code == 422
    assert not User.objects.get().has_two_factor


def test_a_passkey_comes_with_recovery_codes(client, alice):
    client.force_login(alice)

    page = add(client, Device()).content.decode()

    assert len(re.findall(r"<li>\d{8}</li>", page)) == 10
    assert "Laptop" in client.get("/account/two-factor/").content.decode()


def test_an_answer_counts_once(client, alice, device):
    answer = device.get(question_in(client.get(SIGN_IN)))
    client.post(SIGN_IN, {"answer": answer})
    assert is_signed_in(client)
    client.logout()

    assert client.post(SIGN_IN, {"answer": answer}).status_code == 422
    assert not is_signed_in(client)


@pytest.mark.parametrize("answer", ["", "{}", "x" * 30_000, "a\x00b"])
def test_what_is_no_answer_signs_nobody_in(client, device, answer):
    assert sign_in(client, device, answer=answer).status_code == 422
    assert not is_signed_in(client)


def test_it_says_that_the_device_gave_no_answer(client, device):
    page = sign_in(client, device, answer="").content.decode()

    assert "The device gave no answer. Try it again." in page


@pytest.mark.parametrize(
    ("target", "expected"), [("/new/", "/new/"), ("https://evil.example/", "/")]
)
def test_it_signs_in_and_leads_back_within_the_hub(client, device, target, expected):
    response = sign_in(client, device, next=target)

    assert response["Location"] == expected
    assert is_signed_in(client)
    assert client.session.get_expire_at_browser_close()


def test_it_takes_the_place_of_the_code(client, device):
    client.post("/account/sign-in/", {"username": "alice", "password": PASSWORD})
    assert client.get("/account/sign-in/code/")["Location"] == SIGN_IN

    sign_in(client, device)

    assert is_signed_in(client)


def test_somebody_elses_is_not_there(client, alice, device):
    bob = person("bob")
    client.force_login(bob)

    for page in ("rename", "remove"):
        for answer in (client.get, client.post):
            assert answer(address_of(alice, page)).status_code == 404
    assert two_factor.passkeys_of(alice).exists()


def test_it_is_renamed(client, alice, device):
    client.force_login(alice)

    client.post(address_of(alice, "rename"), {"name": "Blue key"})

    assert two_factor.passkeys_of(alice).get().data["name"] == "Blue key"


def test_removing_it_takes_the_password(client, alice, device):
    client.force_login(alice)
    address = address_of(alice, "remove")

    assert client.post(address, {"current_password": "wrong"}).status_code == 422
    assert two_factor.passkeys_of(alice).exists()

    client.post(address, {"current_password": PASSWORD})
    assert not two_factor.passkeys_of(alice).exists()


def test_nobody_has_more_than_the_limit(client, alice, device, monkeypatch):
    monkeypatch.setattr(passkeys, "A_PERSON", 1)
    client.force_login(alice)

    response = add(client, Device(origin="https://another"))

    assert response.status_code == 422
    assert "An account has 1 passkeys at most." in response.content.decode()
    assert two_factor.passkeys_of(alice).count() == 1
