"""Pages under a name that a repository had."""

import pytest

from hub.repositories import services
from tests.images import image, push
from tests.web.reading import Page
from tests.world import by

pytestmark = pytest.mark.django_db

PAGES = [
    "",
    "?with=podman",
    "tags/?filter=1&sort=name",
    "tags/1.0/",
    "tags/1.0/delete/",
    "settings/",
    "settings/move/",
    "settings/archive/",
    "settings/delete/",
    "settings/collaborators/",
]


@pytest.fixture
def renamed(world):
    """alice/app is alice/web now, and alice/notes alice/diary."""
    push(world.app, image(), tag="1.0", by=by(world.alice))
    services.rename(repository=world.app, name="web", by=by(world.alice))
    services.rename(repository=world.notes, name="diary", by=by(world.alice))
    return world


@pytest.mark.parametrize("who", [None, "charlie"])
@pytest.mark.parametrize("path", ["", "tags/", "tags/1.0/", "settings/"])
def test_to_whom_it_is_hidden_it_is_as_if_it_had_never_been(client, renamed, who, path):
    if who:
        client.force_login(getattr(renamed, who))

    old, never = (client.get(f"/alice/{name}/{path}") for name in ("notes", "never"))

    texts = [
        Page(old).text.replace("notes", "…").replace(old.context["request_id"], ""),
        Page(never).text.replace("never", "…").replace(never.context["request_id"], ""),
    ]
    assert (old.status_code, never.status_code) == (404, 404)
    assert texts[0] == texts[1]


@pytest.mark.parametrize("path", PAGES)
def test_each_page_leads_to_the_same_under_the_name_of_today(client, renamed, path):
    client.force_login(renamed.alice)

    response = client.get(f"/alice/notes/{path}")

    assert response.status_code == 301
    assert response["Location"] == f"/alice/diary/{path}"
    assert "no-store" in response["Cache-Control"]


def test_a_stranger_is_led_to_what_is_public(client, renamed):
    response = client.get("/alice/app/tags/1.0/", follow=True)

    assert response.redirect_chain == [("/alice/web/tags/1.0/", 301)]
    assert response.status_code == 200


def test_a_form_is_sent_again_and_nothing_is_lost(client, renamed):
    client.force_login(renamed.alice)

    response = client.post("/alice/app/settings/", {"description": "Ferries"})

    assert response.status_code == 308
    assert response["Location"] == "/alice/web/settings/"
    renamed.app.refresh_from_db()
    assert renamed.app.description == "Web front end for the ferry timetable"


def test_a_name_that_was_taken_back_leads_nowhere_else(client, renamed):
    renamed.app.refresh_from_db()
    services.rename(repository=renamed.app, name="app", by=by(renamed.alice))

    assert client.get("/alice/app/").status_code == 200
    assert client.get("/alice/web/")["Location"] == "/alice/app/"
