"""Refusals and faults say what happened and what to do next."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.urls import path

from hub.content.storage import StorageUnavailable
from hub.urls import *  # noqa: F403
from hub.urls import urlpatterns as real
from hub.web import errors
from tests.web.reading import Page, read


def raises(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    path("forbidden/", raises(PermissionDenied())),
    path("broken/", raises(RuntimeError("the password is hunter2"))),
    path("database/", raises(OperationalError("the password is hunter2"))),
    path("storage/", raises(StorageUnavailable("the password is hunter2"))),
    path("often/", lambda request: errors.too_many_requests(request, seconds=90)),
    *real,
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def client(client):
    client.raise_request_exception = False
    return client


def test_forbidden_asks_a_stranger_to_sign_in(client):
    page = read(client, "/forbidden/")

    assert page.status == 403
    assert "/account/sign-in/" in page.links


def test_forbidden_says_who_one_is(client, world):
    client.force_login(world.bob)

    assert "You are signed in as bob" in read(client, "/forbidden/").text


@pytest.mark.parametrize("who", ["nobody", "alice"])
def test_the_address_of_a_form_says_what_it_is(client, world, who):
    if who == "alice":
        client.force_login(world.alice)

    response = client.get("/theme/")

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "Go back to the page with the form" in Page(response).text
    assert not client.cookies.get("csrftoken")


@pytest.mark.parametrize("much", [{"a": "a" * 1_100_000}, dict.fromkeys(range(201))])
def test_a_form_that_is_too_long_is_said_to_be(client, much):
    response = client.post("/account/language/", {k: v or 1 for k, v in much.items()})

    assert response.status_code == 413
    assert "make it shorter" in Page(response).text


def test_a_fault_tells_no_secret(client):
    page = read(client, "/broken/")

    assert page.status == 500
    assert "hunter2" not in page.html


@pytest.mark.parametrize("address", ["/database/", "/storage/"])
def test_what_is_away_says_when_to_come_back(client, address):
    response = client.get(address)

    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert "hunter2" not in response.content.decode()


@pytest.mark.parametrize("address", ["/broken/", "/database/"])
def test_faults_ask_nothing_of_the_database(
    client, world, address, django_assert_num_queries
):
    client.force_login(world.alice)

    with django_assert_num_queries(0):
        client.get(address)


def test_a_page_that_is_refused_while_the_database_is_away_says_so(
    client, world, monkeypatch
):
    client.force_login(world.alice)

    def away(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr("django.contrib.auth.get_user", away)

    assert client.get("/no/such/page").status_code == 503


def test_too_often_says_how_long_to_wait(client):
    response = client.get("/often/")

    assert response.status_code == 429
    assert response["Retry-After"] == "90"
    assert "Come back in 2 minutes." in Page(response).text


def test_an_unknown_address_names_the_setting(client):
    page = read(client, "/", HTTP_HOST="evil.example")

    assert page.status == 400
    assert "HUB_PUBLIC_URL" in page.text


@pytest.mark.parametrize("address", ["/forbidden/", "/no/such/page", "/broken/"])
def test_each_carries_the_number_of_its_request(client, address):
    page = read(client, address, **{"hub.request_id": "7f21c09e"})

    assert "7f21c09e" in page.text
