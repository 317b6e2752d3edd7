"""Where one is signed in, and ending that."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hub.accounts import credentials, docker_logins, sessions
from hub.accounts.models import BrowserSession, DockerLogin
from hub.events.models import Event
from hub.web.templatetags.machines import device
from tests.web.reading import Page
from tests.world import PASSWORD, person

pytestmark = pytest.mark.django_db

URL = "/account/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = (
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36"
)


@pytest.fixture
def alice():
    return person("alice")


@pytest.fixture
def laptop(alice):
    return browser("alice", FIREFOX, "192.0.2.1")


@pytest.fixture
def phone(alice):
    return browser("alice", CHROME, "192.0.2.2")


def browser(name, agent, address):
    """Signed in by its form."""
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    client.post("/account/sign-in/", {"username": name, "password": PASSWORD})
    return client


def is_signed_in(client):
    return client.get(URL).status_code == 200


def session_of(client):
    return BrowserSession.objects.get(session_key=client.session.session_key)


def revoke_address(client):
    return f"{URL}{session_of(client).handle}/revoke/"


def test_a_stranger_is_asked_to_sign_in(client, laptop):
    for address in (URL, f"{URL}revoke/", f"{URL}docker-logins/revoke/"):
        client.get(address)
        client.post(address)

    assert client.post(revoke_address(laptop)).status_code == 302
    assert is_signed_in(laptop)


def test_it_lists_them_and_marks_the_one_in_use(laptop, phone):
    text = Page(laptop.get(URL)).text

    assert "Firefox on Linux This one 192.0.2.1" in text
    assert "Chrome on Android 192.0.2.2" in text


def test_it_shows_no_key(laptop, phone):
    page = laptop.get(URL).content.decode()

    for client in (laptop, phone):
        assert client.session.session_key not in page


def test_a_revoked_one_is_out_at_its_next_request(laptop, phone):
    laptop.post(revoke_address(phone))

    assert not is_signed_in(phone)
    assert is_signed_in(laptop)
    assert Event.objects.filter(kind="session.revoke").count() == 1


def test_somebody_elses_is_not_there(laptop):
    person("bob")
    other = browser("bob", FIREFOX, "192.0.2.3")

    assert laptop.post(revoke_address(other)).status_code == 404
    assert "192.0.2.3" not in Page(laptop.get(URL)).text
    laptop.post(f"{URL}revoke/")
    assert is_signed_in(other)


def test_all_others_end_and_this_one_stays(laptop, phone):
    laptop.post(f"{URL}revoke/")

    assert not is_signed_in(phone)
    assert is_signed_in(laptop)


def test_a_new_key_keeps_what_is_known(laptop):
    before = session_of(laptop)
    laptop.post(
        "/account/password/",
        {"current_password": PASSWORD, "new_password": "another-ferry-7"},
    )

    after = session_of(laptop)
    assert after.session_key != before.session_key
    assert (after.address, after.created_at) == (before.address, before.created_at)


def test_it_is_noted_where_it_was_used_last_once_a_minute(laptop):
    elsewhere = {"REMOTE_ADDR": "192.0.2.9"}
    laptop.get(URL, **elsewhere)
    assert session_of(laptop).address == "192.0.2.1"

    long_ago = timezone.now() - timedelta(hours=1)
    BrowserSession.objects.update(last_used_at=long_ago)
    laptop.get(URL, **elsewhere)

    noted = session_of(laptop)
    assert noted.address == "192.0.2.9"
    assert noted.last_used_at > long_ago


def test_those_that_ended_are_not_listed_and_go(laptop, phone):
    past = timezone.now() - timedelta(seconds=1)
    BrowserSession.objects.filter(pk=session_of(phone).pk).update(expire_date=past)

    assert "192.0.2.2" not in Page(laptop.get(URL)).text
    sessions.delete_ended()
    assert BrowserSession.objects.count() == 1


def test_docker_logins_are_revoked_together(laptop, alice):
    made_with = credentials.Credential(alice, "password")
    here = credentials.Client("192.0.2.7", "docker/28.0")
    for _ in range(2):
        docker_logins.create_docker_login(credential=made_with, client=here)
    assert "192.0.2.7 docker 28.0" in Page(laptop.get(URL)).text

    laptop.post(f"{URL}docker-logins/revoke/")

    assert not DockerLogin.objects.live().exists()


def test_many_cost_no_more_questions_than_one(laptop, django_assert_num_queries):
    for number in range(5):
        browser("alice", CHROME, f"192.0.2.{number}")

    with django_assert_num_queries(5):  # session, person, count, sessions, logins
        laptop.get(URL)


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        ("", "Unknown device"),
        ("curl/8.0", "curl 8.0"),
        ("Firefox/140.0", "Firefox"),
        ("<script>", "<script>"),
    ],
)
def test_a_device_has_a_name(agent, expected):
    assert device(agent) == expected
