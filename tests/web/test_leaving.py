"""A collaborator gives back what was shared."""

import pytest

from hub.events.models import Event
from hub.repositories import services
from tests.web.reading import Page, read
from tests.world import by

pytestmark = pytest.mark.django_db

SHARED = "/repositories/shared/"


def leave(name):
    return f"{SHARED}alice/{name}/leave/"


@pytest.fixture
def bob(client, world):
    client.force_login(world.bob)
    return world.bob


def test_nobody_in_particular_is_sent_to_sign_in(client, world):
    assert client.post(leave("app"))["Location"].startswith("/account/sign-in/")


@pytest.mark.parametrize("who", ["alice", "charlie"])
@pytest.mark.parametrize("name", ["app", "notes", "never"])
def test_only_what_is_shared_with_oneself_can_be_left(client, world, who, name):
    client.force_login(getattr(world, who))

    for method in (client.get, client.post):
        assert method(leave(name)).status_code == 404
    assert world.app.grants.count() == world.notes.grants.count() == 1


def test_what_was_deleted_is_not_there_to_leave(client, bob, world):
    services.delete(repository=world.app, by=by(world.alice))

    assert client.get(leave("app")).status_code == 404


def test_it_asks_first_and_says_what_ends(client, bob, world):
    assert leave("notes") in read(client, SHARED).links

    assert "you can still pull it" in read(client, leave("app")).text
    assert "you will not see it any more" in read(client, leave("notes")).text
    assert world.notes.grants.count() == 1


def test_it_is_left(client, bob, world):
    response = client.post(leave("notes"))

    assert response["Location"] == SHARED
    assert "You left alice/notes." in Page(client.get(SHARED)).text
    assert client.get("/alice/notes/").status_code == 404
    assert world.app.grants.count() == 1
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.actor, event.data["user"]) == ("grant.revoke", bob, "bob")
