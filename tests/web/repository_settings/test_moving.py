"""Another name, in the browser."""

import pytest

from hub.events.models import Event
from hub.repositories import services
from hub.repositories.models import Role
from tests.web.reading import Page, read
from tests.world import by

pytestmark = pytest.mark.django_db

SETTINGS = "/alice/app/settings/"
MOVE = f"{SETTINGS}move/"
TYPED = {"confirmation": "alice/app"}


@pytest.fixture
def alice(client, world):
    client.force_login(world.alice)
    return world.alice


def test_an_administrator_may_not_claim_names_in_anothers_namespace(client, world):
    services.grant(
        repository=world.app, user=world.bob, role=Role.ADMIN, by=by(world.alice)
    )
    client.force_login(world.bob)

    assert client.post(MOVE, TYPED | {"name": "notes"}).status_code == 403
    assert MOVE not in read(client, SETTINGS).links


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "web"}, "This field is required."),
        ({"name": "web", "confirmation": "app"}, "That is not the name."),
        ({"name": "", **TYPED}, "This field is required."),
        ({"name": "app", **TYPED}, "That is its name already."),
        ({"name": "App", **TYPED}, "“App” cannot be a name."),
        ({"name": "a/b", **TYPED}, "“a/b” cannot be a name."),
        ({"name": "a\x00", **TYPED}, "Null characters"),
        ({"name": "x" * 129, **TYPED}, "at most 128 characters"),
        ({"name": "notes", **TYPED}, "alice/notes is taken. Choose another name."),
    ],
)
def test_it_refuses_and_keeps_what_was_typed(client, alice, world, fields, words):
    page = Page(client.post(MOVE, {"confirmation": "", **fields}))

    assert page.status == 422
    assert words in page.text
    world.app.refresh_from_db()
    assert world.app.full_name == "alice/app"


def test_it_has_the_new_name_and_the_old_one_leads_there(client, alice):
    response = client.post(MOVE, TYPED | {"name": "web"})

    assert response["Location"] == "/alice/web/settings/"
    assert "alice/app is now alice/web." in read(client, response["Location"]).text
    assert client.get("/alice/app/")["Location"] == "/alice/web/"
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.actor) == ("repository.rename", alice)
