"""Signing in and out in a browser."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as configured
from django.core import mail
from django.urls import reverse

from hub.accounts import access_tokens, services
from hub.accounts.models import Scope
from hub.limits import Rate
from tests.world import PASSWORD, by, person

pytestmark = pytest.mark.django_db

URL = "/account/sign-in/"


@pytest.fixture
def alice():
    return person("alice")


def sign_in(client, username="alice", password=PASSWORD, **fields):
    return client.post(URL, {"username": username, "password": password} | fields)


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("alice", "wrong"),
        ("nobody", PASSWORD),
        ("1" + "0" * 30, PASSWORD),
        ("alice", "x" * 100_000),
    ],
)
def test_it_never_says_which_half_was_wrong(client, alice, username, password):
    response = sign_in(client, username, password)

    page = response.content.decode()
    assert response.status_code == 422
    assert "That did not match." in page
    assert "Check the username or email, and the password." in page
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("username", "password"),
    [("", ""), ("alice\x00", PASSWORD), ("x" * 300, PASSWORD), ("alice", "a\x00b")],
)
def test_it_refuses_what_is_no_answer(client, alice, username, password):
    assert sign_in(client, username, password).status_code == 422


def test_it_refuses_an_access_token(client, alice):
    _token, secret = access_tokens.create_access_token(
        user=alice, label="ci", scope=Scope.ADMIN
    )

    assert sign_in(client, password=secret).status_code == 422
    assert not is_signed_in(client)


def test_it_refuses_whoever_was_deactivated(client, alice):
    services.deactivate(user=alice, by=by(alice))

    assert sign_in(client).status_code == 422


def test_a_session_ends_with_its_owners_account(client, alice):
    sign_in(client)
    assert client.get(reverse("access_tokens")).status_code == 200

    services.deactivate(user=alice, by=by(alice))

    assert client.get(reverse("access_tokens")).status_code == 302


def test_too_many_tries_get_a_time_to_return(client, alice, settings):
    settings.HUB_LIMIT_SIGN_IN = Rate(2, 900)
    for number in range(2):
        assert sign_in(client, password=f"wrong {number}").status_code == 422

    response = sign_in(client)

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 900
    assert "Too many tries. Wait 15 min" in response.content.decode()
    assert not is_signed_in(client)


def test_a_form_without_its_token_is_refused(client, alice):
    client.handler.enforce_csrf_checks = True

    assert sign_in(client).status_code == 403


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/new/", "/new/"),
        ("https://evil.example/", "/"),
        ("http://localhost/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\nb", "/"),
    ],
)
def test_it_leads_back_only_within_the_hub(client, alice, target, expected):
    assert sign_in(client, next=target)["Location"] == expected


@pytest.mark.parametrize("name", ["alice", "ALICE", " alice ", "Alice@MAIL.example"])
def test_name_and_address_open_in_any_case(client, alice, name):
    assert sign_in(client, name).status_code == 302
    assert is_signed_in(client)


@pytest.mark.parametrize(("remember", "ends"), [("", True), ("on", False)])
def test_it_keeps_one_signed_in_only_when_asked(client, alice, remember, ends):
    sign_in(client, remember=remember)

    assert client.session.get_expire_at_browser_close() is ends
    age = client.cookies[configured.SESSION_COOKIE_NAME]["max-age"]
    assert age == ("" if ends else 14 * 24 * 3600)


def test_it_answers_with_a_page_whatever_a_header_says(client, alice):
    response = client.post(URL, {}, headers={"x-requested-with": "XMLHttpRequest"})

    assert response["Content-Type"].startswith("text/html")


def test_signing_out_takes_a_form(client, alice):
    sign_in(client)
    url = reverse("account_logout")

    assert client.get(url).status_code == 200
    assert is_signed_in(client)

    assert client.post(url)["Location"] == "/"
    assert not is_signed_in(client)


def test_where_there_is_mail_an_unconfirmed_address_gets_another_link(
    client, alice, settings, run_jobs
):
    settings.HAS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.HUB_LIMIT_MAIL = Rate(2, 3600)

    for _ in range(4):
        response = sign_in(client)
        assert response["Location"] == reverse("account_email_verification_sent")
    run_jobs()

    assert not is_signed_in(client)
    assert [message.to for message in mail.outbox] == [["alice@mail.example"]] * 2

    EmailAddress.objects.update(verified=True)
    sign_in(client)
    assert is_signed_in(client)
