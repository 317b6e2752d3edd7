"""Which answers of a device are taken for its owner's."""

import json

import pytest
from fido2.utils import websafe_encode

from hub.accounts import passkeys, services, two_factor
from hub.accounts.errors import PasskeyRefused
from hub.accounts.models import User
from tests.passkey import PRESENT, Device
from tests.world import by, person

pytestmark = pytest.mark.django_db

SITE = "testserver"


@pytest.fixture
def alice():
    return person("alice")


@pytest.fixture
def device(alice):
    device = Device()
    add(alice, device)
    return device


def add(user, device, **others):
    question, state = passkeys.ask_to_add(user=user, site=SITE)
    answer = device.create(question | others)
    return passkeys.add(
        user=user, site=SITE, state=state, answer=answer, name="Key", by=by(user)
    )


def sign_in(device, site=SITE, **others):
    question, state = passkeys.ask_to_sign_in(site=site)
    answer = device.get(question, **others)
    return passkeys.recognise(site=site, state=state, answer=answer)


def test_a_passkey_turns_two_factor_on(alice):
    assert len(add(alice, Device())) == 10
    assert User.objects.get().has_two_factor
    assert add(alice, Device("testserver", "https://testserver:8443")) == []


def test_it_says_who_it_is(alice, device):
    person("bob")

    assert sign_in(device).user == alice


def test_an_answer_to_another_question_is_refused(alice, device):
    question, _state = passkeys.ask_to_sign_in(site=SITE)
    _question, state = passkeys.ask_to_sign_in(site=SITE)

    for asked in (state, {}):
        with pytest.raises(PasskeyRefused):
            passkeys.recognise(site=SITE, state=asked, answer=device.get(question))
    with pytest.raises(PasskeyRefused):
        add(alice, Device(), challenge="AAAA")


@pytest.mark.parametrize(
    ("site", "origin"),
    [
        ("testserver", "https://evil.example"),
        ("testserver", "http://testserver"),
        ("evil.example", "https://testserver"),
    ],
)
def test_one_of_another_address_is_refused(alice, device, site, origin):
    with pytest.raises(PasskeyRefused):
        add(alice, Device(site, origin))

    device.site, device.origin = site, origin
    with pytest.raises(PasskeyRefused):
        sign_in(device)


def test_a_device_that_did_not_ask_its_owner_is_refused(alice, device):
    device.flags = PRESENT

    with pytest.raises(PasskeyRefused):
        sign_in(device)
    with pytest.raises(PasskeyRefused):
        add(alice, device)


@pytest.mark.parametrize("handle", [b"", b"0", b"x", b"9" * 60, b"\xff", "१".encode()])
def test_a_handle_of_nobody_is_refused(device, handle):
    with pytest.raises(PasskeyRefused):
        sign_in(device, userHandle=websafe_encode(handle))


def test_one_person_passes_for_no_other(device):
    bob = person("bob")

    with pytest.raises(PasskeyRefused):
        sign_in(device, userHandle=websafe_encode(passkeys.handle_of(bob)))


def test_a_forged_signature_is_refused(device):
    device.key = Device().key

    with pytest.raises(PasskeyRefused):
        sign_in(device)


def test_a_removed_one_is_refused_and_with_it_two_factor_ends(alice, device):
    passkeys.remove(passkey=two_factor.passkeys_of(alice).get(), by=by(alice))

    with pytest.raises(PasskeyRefused):
        sign_in(device)
    assert not User.objects.get().has_two_factor


def test_whoever_was_deactivated_is_refused(alice, device):
    services.deactivate(user=alice, by=by(alice))

    with pytest.raises(PasskeyRefused):
        sign_in(device)


ODD = ["", "x", "null", "7", "[]", "{}", '"x"', "[" * 9000, "x" * 50_000, "\ud800"]


@pytest.mark.parametrize("answer", ODD)
def test_what_is_no_answer_is_refused(alice, answer):
    question, state = passkeys.ask_to_sign_in(site=SITE)

    with pytest.raises(PasskeyRefused):
        passkeys.recognise(site=SITE, state=state, answer=answer)
    with pytest.raises(PasskeyRefused):
        passkeys.add(
            user=alice, site=SITE, state=state, answer=answer, name="", by=by(alice)
        )


BROKEN = [None, 7, "", "A", "AAAA", "oA", "o2Nmb", websafe_encode(b"\xa0"), [], {}]


@pytest.mark.parametrize("value", BROKEN, ids=str)
def test_an_answer_with_a_broken_part_is_refused(alice, device, value):
    got, got_state = passkeys.ask_to_sign_in(site=SITE)
    made, made_state = passkeys.ask_to_add(user=alice, site=SITE)

    for answer in broken(json.loads(device.get(got)), value):
        with pytest.raises(PasskeyRefused):
            passkeys.recognise(site=SITE, state=got_state, answer=answer)
    for answer in broken(json.loads(device.create(made)), value):
        with pytest.raises(PasskeyRefused):
            passkeys.add(
                user=alice, site=SITE, state=made_state, answer=answer,
                name="", by=by(alice),
            )  # fmt: skip


def broken(answer, value):
    yield json.dumps(answer | {"rawId": value})
    yield json.dumps(answer | {"response": value})
    for part in answer["response"]:
        response = answer["response"] | {part: value}
        yield json.dumps(answer | {"response": response})
