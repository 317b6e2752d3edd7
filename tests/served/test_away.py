"""The database is away: the pages say so and the registry too, each in its own words."""

import sqlite3
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from django.conf import settings

from tests.services import pairs
from tests.services.postgresql import Cluster
from tests.services.processes import free_port

pytestmark = pytest.mark.one_pair
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN = "c" * 32
PASSWORD_FORM = urlencode(
    {"csrfmiddlewaretoken": TOKEN, "username": "alice", "password": "x" * 9}
)


def ask(hub, method, path, body=None, **headers):
    with closing(HTTPConnection("localhost", hub.port, timeout=60)) as connection:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()


def assert_away(answer, words):
    status, headers, body = answer
    assert (status, headers["Retry-After"]) == (503, "5")
    assert words in body
    assert "Traceback" not in body


@pytest.fixture
def cluster():
    """One that this test may stop."""
    port = free_port()
    cluster = Cluster(pairs.folder() / f"postgresql-{port}", port).start()
    yield cluster
    cluster.stop()


@pytest.mark.needs("postgresql")
def test_postgresql_stops_under_a_hub_that_has_asked_it(start_hub, cluster):
    hub = start_hub(DATABASE_URL=cluster.url, HUB_WORKERS="1")
    ask(hub, "GET", "/readyz")

    cluster.stop()

    sign_in = "/account/sign-in/"
    assert_away(ask(hub, "GET", sign_in), "Back in a moment")
    korean = {"Accept-Language": "ko"}
    assert_away(ask(hub, "GET", sign_in, **korean), "곧 돌아옵니다")
    assert_away(ask(hub, "GET", "/v1/search?q=a"), "The database does not answer.")


def test_nobody_is_signed_in_while_another_program_holds_sqlite(hub, world):
    cookie = {"Cookie": f"csrftoken={TOKEN}"}
    with closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as other:
        other.execute("BEGIN IMMEDIATE")

        answer = ask(hub, "POST", "/account/sign-in/", PASSWORD_FORM, **FORM, **cookie)

    assert_away(answer, "Back in a moment")


def test_a_file_that_is_gone_is_no_fault_of_the_visitor(start_hub, tmp_path):
    hub = start_hub(DATABASE_URL=f"sqlite:///{tmp_path}/gone/hub.sqlite3")

    assert_away(ask(hub, "GET", "/account/sign-in/"), "Back in a moment")
    assert_away(ask(hub, "GET", "/v1/search?q=a"), "The database does not answer.")
