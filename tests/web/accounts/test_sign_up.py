"""The page that makes an account."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from hub.accounts.errors import EmailTaken
from hub.accounts.models import User
from hub.limits import Rate
from hub.namespaces.errors import NamespaceTaken
from tests.web.accounts.mailbox import link_in
from tests.world import PASSWORD, person

pytestmark = pytest.mark.django_db

URL = "/account/sign-up/"


def sign_up(client, **fields):
    data = {"username": "dave", "email": "dave@mail.example", "password": PASSWORD}
    return client.post(URL, data | fields)


def errors(response):
    return response.context["form"].errors


def test_it_takes_nobody_where_sign_up_is_closed(client, settings):
    settings.HUB_SIGN_UP = "closed"

    for response in (client.get(URL), sign_up(client)):
        assert response.status_code == 403
        assert "Sign-up is closed" in response.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("username", "", "This field is required."),
        ("username", "a b", "cannot be a name"),
        ("username", "a\x00b", "Null characters are not allowed."),
        ("username", "x" * 5000, "at most 100 characters"),
        ("username", "1" + "0" * 30 + "_", "cannot be a name"),
        ("username", "admin", "admin is taken."),
        ("username", "Alice", "alice is taken. Try alice2."),
        ("email", "", "This field is required."),
        ("email", "nowhere", "Enter a valid email address."),
        ("email", "a\x00@mail.example", "Enter a valid email address."),
        ("email", f"{'x' * 300}@mail.example", "at most 254 characters"),
        ("email", "ALICE@mail.example", "Somebody already signed up"),
        ("password", "", "This field is required."),
        ("password", "short", "too short"),
        ("password", "dave@mail.example", "too similar"),
        ("password", "x" * 2000, "at most 1024 characters"),
    ],
)
def test_it_refuses_beside_the_field_and_keeps_the_rest(client, field, value, words):
    person("alice")

    response = sign_up(client, **{field: value})

    assert response.status_code == 422
    assert words in " ".join(errors(response)[field])
    kept = {"username": "dave", "email": "dave@mail.example"}
    kept.pop(field, None)
    assert all(word in response.content.decode() for word in kept.values())
    assert PASSWORD not in response.content.decode()
    assert not User.objects.filter(username="dave").exists()


def test_it_refuses_an_empty_form(client):
    response = client.post(URL)

    assert response.status_code == 422
    assert set(errors(response)) == {"username", "email", "password"}


@pytest.mark.parametrize(
    ("refusal", "field"),
    [(NamespaceTaken("dave"), "username"), (EmailTaken("dave@mail.example"), "email")],
)
def test_whoever_was_faster_is_named_beside_the_field(
    client, monkeypatch, refusal, field
):
    def somebody_was_faster(**_):
        raise refusal

    monkeypatch.setattr("hub.accounts.services.sign_up", somebody_was_faster)

    response = sign_up(client)

    assert response.status_code == 422
    assert str(refusal) in errors(response)[field]


def test_one_address_may_not_send_it_for_ever(client, settings):
    settings.HUB_LIMIT_SIGN_UP = Rate(2, 3600)
    for _ in range(2):
        assert sign_up(client, username="a b").status_code == 422

    response = sign_up(client)

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    assert "Wait 60 min" in response.content.decode()
    assert not User.objects.exists()


def test_a_form_without_its_token_is_refused(client):
    client.handler.enforce_csrf_checks = True

    assert sign_up(client).status_code == 403
    assert not User.objects.exists()


def test_it_signs_in_whom_it_signed_up(client):
    response = sign_up(client, username="Dave", email="Dave@Mail.example")

    user = User.objects.get()
    assert response.status_code == 302
    assert response["Location"] == reverse("my_repositories")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.username, user.email) == ("dave", "dave@mail.example")
    assert user.namespace.name == "dave"
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/explore/?q=a", "/explore/?q=a"),
        ("https://evil.example/", "/repositories/"),
        ("//evil.example/", "/repositories/"),
        ("javascript:alert(1)", "/repositories/"),
        ("/\x00", "/repositories/"),
        ("/a\r\nSet-Cookie: x=y", "/repositories/"),
    ],
)
def test_it_leads_back_only_within_the_hub(client, target, expected):
    assert sign_up(client, next=target)["Location"] == expected


def test_whoever_is_signed_in_is_led_away(client):
    client.force_login(person("alice"))

    assert client.get(URL).status_code == 302


@pytest.fixture
def with_mail(settings):
    settings.HAS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def test_where_there_is_mail_the_address_is_confirmed_first(
    client, with_mail, run_jobs
):
    response = sign_up(client)
    assert response["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    assert client.get(response["Location"]).status_code == 200

    run_jobs()
    link = link_in(mail.outbox[0])
    assert "Is dave@mail.example" in client.get(link).content.decode()
    assert "_auth_user_id" not in client.session
    client.post(link)

    assert EmailAddress.objects.get().verified
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_the_link_signs_in_nobody_in_another_browser(client, with_mail, run_jobs):
    sign_up(client)
    run_jobs()
    client.cookies.clear()

    response = client.post(link_in(mail.outbox[0]))

    assert response["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session
    assert EmailAddress.objects.get().verified


def test_the_first_mail_is_in_the_language_of_the_page(client, with_mail, run_jobs):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ko"

    sign_up(client)
    run_jobs()

    assert mail.outbox[0].subject == "Berth에서 쓸 주소를 확인하세요"
