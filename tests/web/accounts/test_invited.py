"""Signing up by a link, and with an address of a known domain."""

import pytest

from hub.accounts.models import User
from hub.events.record import THE_HUB
from hub.operators import invitations
from tests.web.reading import read

pytestmark = pytest.mark.django_db

OPEN_TO_ALL = "/account/sign-up/"


@pytest.fixture
def link(settings):
    settings.HUB_SIGN_UP = "invitation"
    _invitation, secret = invitations.invite(note="For Nora", days=7, by=THE_HUB)
    return f"/account/sign-up/key/{secret}/"


def sign_up(client, page, name="nora", domain="mail.example"):
    return client.post(
        page,
        {
            "username": name,
            "email": f"{name}@{domain}",
            "password": "ferry-timetable-9",
        },
    )


def test_without_a_link_nobody_gets_in(client, link):
    page = read(client, OPEN_TO_ALL)

    assert page.status == 403
    assert "Sign-up is by invitation" in page.text
    assert sign_up(client, OPEN_TO_ALL).status_code == 403
    assert not User.objects.exists()


@pytest.mark.parametrize("key", ["x", "berth_inv_" + "a" * 51])
def test_a_link_that_is_none_has_ended(client, link, key):
    page = read(client, f"/account/sign-up/key/{key}/")

    assert page.status == 403
    assert "This invitation has ended" in page.text


def test_a_link_lets_one_person_in(client, link):
    assert "You are invited." in read(client, link).text
    assert sign_up(client, link).status_code == 302
    assert User.objects.get().username == "nora"

    client.logout()
    assert sign_up(client, link, "otto").status_code == 403


def test_a_refused_form_keeps_the_link(client, link):
    assert sign_up(client, link, name="n").status_code == 422
    assert sign_up(client, link).status_code == 302


@pytest.mark.parametrize(
    "domain", ["other.example", "harbour.example.other.example", "x.harbour.example"]
)
def test_an_address_elsewhere_is_refused(client, settings, domain):
    settings.HUB_SIGN_UP, settings.HUB_SIGN_UP_DOMAINS = "domain", ["harbour.example"]

    answer = sign_up(client, OPEN_TO_ALL, domain=domain)

    assert answer.status_code == 422
    assert "Only addresses at harbour.example may" in answer.content.decode()
    assert not User.objects.exists()


def test_an_address_of_the_domain_gets_in(client, settings):
    settings.HUB_SIGN_UP, settings.HUB_SIGN_UP_DOMAINS = "domain", ["harbour.example"]

    assert "Create account" in client.get("/").content.decode()
    assert sign_up(client, OPEN_TO_ALL, domain="Harbour.example").status_code == 302


def test_an_invited_person_may_have_another_address(client, link, settings):
    settings.HUB_SIGN_UP, settings.HUB_SIGN_UP_DOMAINS = "domain", ["harbour.example"]

    assert sign_up(client, link).status_code == 302
