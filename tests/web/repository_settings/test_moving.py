"""Another name, here or in another namespace, in the browser."""

import pytest

from hub.events.models import Event
from hub.namespaces import services as namespaces
from hub.repositories import services
from hub.repositories.models import Role
from tests.web.reading import Page, read
from tests.world import by, organisation

pytestmark = pytest.mark.django_db

SETTINGS = "/alice/app/settings/"
MOVE = f"{SETTINGS}move/"
TYPED = {"namespace": "alice", "confirmation": "alice/app"}
SENTENCE = "yard has used 0 of 0 private repositories."


@pytest.fixture
def yard(alice):
    """An organisation of hers, which may have nothing private."""
    yard = organisation("yard", alice)
    namespaces.set_allowance(namespace=yard, private_repositories=0, by=by(alice))
    return yard


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
    page = Page(client.post(MOVE, {"namespace": "alice", **fields}))

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


@pytest.mark.parametrize("target", ["bob", "library", "nowhere", "", "a\x00"])
def test_it_goes_to_no_namespace_but_ones_own(client, alice, world, target):
    fields = TYPED | {"namespace": target, "name": "app"}

    assert client.post(MOVE, fields).status_code == 422
    world.app.refresh_from_db()
    assert world.app.full_name == "alice/app"


def test_a_private_one_goes_nowhere_where_there_is_no_room(client, yard):
    fields = {"namespace": "yard", "name": "notes", "confirmation": "alice/notes"}

    page = Page(client.post("/alice/notes/settings/move/", fields))

    assert page.status == 422
    assert SENTENCE in page.text
    assert client.get("/alice/notes/").status_code == 200


def test_it_goes_to_an_organisation_and_the_old_name_leads_there(client, yard):
    response = client.post(MOVE, TYPED | {"namespace": "yard", "name": "web"})

    assert response["Location"] == "/yard/web/settings/"
    assert client.get(response["Location"]).status_code == 200
    client.logout()
    assert client.get("/alice/app/tags/")["Location"] == "/yard/web/tags/"


def test_an_official_image_has_its_address(client, alice, world):
    type(alice).objects.filter(pk=alice.pk).update(is_staff=True)

    response = client.post(MOVE, TYPED | {"namespace": "library", "name": "web"})

    assert response["Location"] == "/_/web/settings/"
    assert client.get("/alice/app/")["Location"] == "/_/web/"
