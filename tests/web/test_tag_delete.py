"""Delete a tag: a page that asks, then the deed."""

import pytest

from hub.events.models import Event
from tests.images import image, push
from tests.web.reading import read
from tests.world import by

DELETE = "/alice/app/tags/1.0/delete/"


@pytest.fixture
def pushed(world):
    for tag in ("1.0", "latest"):
        push(world.app, image(), tag=tag, by=by(world.alice))
    return world


def names(world):
    return set(world.app.tags.values_list("name", flat=True))


@pytest.mark.parametrize("method", ["get", "post"])
def test_it_sends_a_stranger_to_sign_in(client, pushed, method):
    response = getattr(client, method)(DELETE)

    assert response["Location"].startswith("/account/sign-in/")
    assert names(pushed) == {"1.0", "latest"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_it_refuses_who_may_only_push(client, pushed, method):
    client.force_login(pushed.bob)

    assert getattr(client, method)(DELETE).status_code == 403
    assert names(pushed) == {"1.0", "latest"}


def test_it_hides_what_is_private(client, pushed):
    client.force_login(pushed.charlie)

    assert client.post("/alice/notes/tags/1.0/delete/").status_code == 404


def test_it_asks_first(client, pushed):
    client.force_login(pushed.alice)

    text = read(client, DELETE).text

    assert "Delete tag 1.0?" in text
    assert "The same image stays as latest" in text
    assert names(pushed) == {"1.0", "latest"}


def test_it_deletes_the_tag_alone(client, pushed):
    client.force_login(pushed.alice)

    response = client.post(DELETE)

    assert response["Location"] == "/alice/app/tags/"
    assert names(pushed) == {"latest"}
    event = Event.objects.get(kind="tag.delete")
    assert (event.tag, event.actor, event.credential) == (
        "1.0",
        pushed.alice,
        "session",
    )


def test_it_says_what_it_did(client, pushed):
    client.force_login(pushed.alice)

    page = client.post(DELETE, follow=True)

    assert "Tag 1.0 is deleted." in page.content.decode()


def test_a_second_time_it_is_missing(client, pushed):
    client.force_login(pushed.alice)
    client.post(DELETE)

    assert client.post(DELETE).status_code == 404


@pytest.mark.django_db
def test_it_wants_the_token_of_its_form(pushed, client):
    client.force_login(pushed.alice)
    client.handler.enforce_csrf_checks = True

    response = client.post(DELETE)

    assert response.status_code == 403
    assert "This page was open too long" in response.content.decode()
    assert names(pushed) == {"1.0", "latest"}
