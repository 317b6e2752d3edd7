"""Changing a password, and setting one anew by a link."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from hub.accounts import credentials, docker_logins, services
from hub.accounts.errors import CredentialsRefused
from hub.accounts.models import User
from hub.events.models import Event
from hub.limits import Rate
from tests.web.accounts.mailbox import link_in
from tests.world import PASSWORD, by, person

pytestmark = pytest.mark.django_db

NEW = "another-ferry-7"
CHANGE, RESET = "/account/password/", "/account/password/reset/"
HERE = credentials.Client("127.0.0.1")


@pytest.fixture
def alice():
    return person("alice")


@pytest.fixture
def signed_in(client, alice):
    client.force_login(alice)
    return client


def change(client, current=PASSWORD, new=NEW):
    return client.post(CHANGE, {"current_password": current, "new_password": new})


def has_password(password):
    return User.objects.get(username="alice").check_password(password)


def test_a_stranger_is_asked_to_sign_in(client, alice):
    assert change(client)["Location"] == f"/account/sign-in/?next={CHANGE}"


@pytest.mark.parametrize(
    ("current", "new", "field"),
    [
        ("wrong", NEW, "current_password"),
        ("", NEW, "current_password"),
        (PASSWORD, "short", "new_password"),
        (PASSWORD, "alice@mail.example", "new_password"),
        (PASSWORD, "x" * 1025, "new_password"),
        (PASSWORD, "", "new_password"),
    ],
)
def test_it_refuses(signed_in, current, new, field):
    response = change(signed_in, current, new)

    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert has_password(PASSWORD)


def test_guesses_of_the_current_one_are_counted(signed_in, settings):
    settings.HUB_LIMIT_SIGN_IN = Rate(2, 900)
    for number in range(2):
        assert change(signed_in, f"wrong {number}").status_code == 422

    assert change(signed_in).status_code == 429
    assert has_password(PASSWORD)


def test_it_ends_other_sessions_and_docker_logins_and_keeps_this_one(signed_in, alice):
    other = Client()
    other.force_login(alice)
    credential = credentials.verify(name="alice", secret=PASSWORD, client=HERE)
    login = docker_logins.create_docker_login(credential=credential, client=HERE)

    assert change(signed_in)["Location"] == CHANGE

    assert has_password(NEW)
    assert "The password is changed." in signed_in.get(CHANGE).content.decode()
    assert other.get(CHANGE).status_code == 302
    with pytest.raises(CredentialsRefused):
        docker_logins.verify_docker_login(secret=login, client=HERE)
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.credential) == ("account.set_password", "session")


def test_it_tells_the_owner_by_mail(signed_in, run_jobs):
    change(signed_in)

    run_jobs()

    assert mail.outbox[0].to == ["alice@mail.example"]
    assert mail.outbox[0].subject == "Your password for Berth was changed"


def ask(client, email="Alice@mail.example"):
    return client.post(RESET, {"email": email})


@pytest.mark.parametrize("email", ["", "nowhere", "a\x00@b.example", "x" * 300])
def test_a_reset_refuses_what_is_no_address(client, email):
    assert ask(client, email).status_code == 422


@pytest.mark.parametrize("limit", ["HUB_LIMIT_MAIL", "HUB_LIMIT_MAIL_ADDRESS"])
def test_mail_is_not_sent_for_ever(client, alice, settings, limit, run_jobs):
    setattr(settings, limit, Rate(2, 3600))

    answers = [ask(client).status_code for _ in range(3)]
    run_jobs()

    assert answers == [302, 302, 429]
    assert len(mail.outbox) == 2


def test_a_reset_answers_alike_whether_anybody_has_the_address(client, alice, run_jobs):
    known, unknown = ask(client), ask(client, "nobody@mail.example")
    run_jobs()

    assert known["Location"] == unknown["Location"] == f"{RESET}sent/"
    assert [message.to for message in mail.outbox] == [["alice@mail.example"]]
    assert client.get(known["Location"]).status_code == 200


def test_whoever_was_deactivated_gets_no_link(client, alice, run_jobs):
    services.deactivate(user=alice, by=by(alice))

    ask(client)
    run_jobs()

    assert mail.outbox == []


def test_the_link_leads_to_the_configured_address(client, alice, settings, run_jobs):
    settings.HUB_PUBLIC_URL = "https://hub.example"

    ask(client)
    run_jobs()

    assert "https://hub.example/account/password/reset/key/" in mail.outbox[0].body


def test_mail_is_in_the_language_of_the_page(signed_in, run_jobs):
    signed_in.defaults["HTTP_ACCEPT_LANGUAGE"] = "ko"

    change(signed_in)
    ask(signed_in)
    run_jobs()

    assert [message.subject for message in mail.outbox] == [
        "Berth 비밀번호가 바뀌었습니다",
        "Berth 비밀번호를 새로 설정하세요",
    ]


@pytest.fixture
def link(client, alice, run_jobs):
    ask(client)
    run_jobs()
    return link_in(mail.outbox[0])


def test_the_link_sets_a_new_password_once(client, alice, link):
    form = client.get(link)["Location"]
    assert link.split("-", 1)[1] not in form
    assert "For alice." in client.get(form).content.decode()

    done = client.post(form, {"password": NEW})

    assert done["Location"] == reverse("account_reset_password_from_key_done")
    assert client.get(done["Location"]).status_code == 200
    assert has_password(NEW)
    assert Client().get(link).status_code == 404
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.credential) == ("account.set_password", "mail")


@pytest.mark.parametrize("password", ["", "short", "alice@mail.example", "x" * 1025])
def test_the_link_sets_no_bad_password(client, link, password):
    form = client.get(link)["Location"]

    assert client.post(form, {"password": password}).status_code == 422
    assert has_password(PASSWORD)


@pytest.mark.parametrize(
    "path", ["1-abc/", "zzzzzzzzzzzzz-abc/", "0-set-password/", "1-%00/", "é-x/"]
)
def test_a_forged_link_has_ended(client, alice, path):
    response = client.get(f"{RESET}key/{path}")

    assert response.status_code == 404


def test_a_newer_password_ends_the_link(client, alice, link):
    services.set_password(user=alice, password=NEW, by=by(alice))

    assert "This link has ended" in client.get(link).content.decode()


def test_tries_before_the_reset_do_not_stand_in_the_way_after_it(
    client, link, settings
):
    settings.HUB_LIMIT_SIGN_IN = Rate(1, 900)
    sign_in = reverse("account_login")
    client.post(sign_in, {"username": "alice", "password": "what was it"})

    client.post(client.get(link)["Location"], {"password": NEW})

    answer = client.post(sign_in, {"username": "alice", "password": NEW})
    assert answer.status_code == 302
