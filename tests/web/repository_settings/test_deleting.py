"""The end of a repository, and its undo."""

from datetime import timedelta

import pytest

from hub.events.models import Event
from hub.repositories import services
from hub.repositories.models import Repository, Role
from tests.web.reading import Page, read
from tests.world import by, organisation, repository

pytestmark = pytest.mark.django_db

DELETE = "/alice/app/settings/delete/"
TYPED = {"confirmation": "alice/app"}
UNDO = 'action="/alice/-/settings/deleted/app/restore/"'


@pytest.fixture
def signed_in(client, world):
    client.force_login(world.alice)
    return client


@pytest.mark.parametrize(
    "typed", ["", "app", "alice/ap", "ALICE/APP", " alice/notes", "alice/app\x00"]
)
def test_nothing_is_deleted_without_the_whole_name(signed_in, world, typed):
    response = signed_in.post(DELETE, {"confirmation": typed})

    assert response.status_code == 422
    assert Repository.objects.existing().count() == 2


def test_asking_is_not_deleting(signed_in, world):
    page = Page(signed_in.get(DELETE))

    assert page.status == 200
    assert "Delete alice/app?" in page.text
    assert Repository.objects.existing().count() == 2


def test_it_says_until_when_it_can_be_taken_back(signed_in, settings):
    assert "An owner can restore it until" in read(signed_in, DELETE).text

    settings.HUB_TRASH = timedelta()

    assert "It cannot be taken back." in read(signed_in, DELETE).text


def test_it_is_deleted_and_can_be_undone(signed_in, world):
    response = signed_in.post(DELETE, TYPED)
    assert response["Location"] == "/repositories/"
    assert Event.objects.order_by("pk").last().kind == "repository.delete"
    page = Page(signed_in.get(response["Location"]))
    assert signed_in.get("/alice/app/").status_code == 404
    assert "alice/app is deleted. Its owner can restore it until" in page.text
    assert UNDO in page.html

    response = signed_in.post("/alice/-/settings/deleted/app/restore/")

    assert response["Location"] == "/alice/app/"
    assert signed_in.get("/alice/app/").status_code == 200


def test_an_administrator_deletes_and_is_offered_no_undo(client, world):
    services.grant(
        repository=world.app, user=world.bob, role=Role.ADMIN, by=by(world.alice)
    )
    client.force_login(world.bob)

    page = Page(client.post(DELETE, TYPED, follow=True))

    assert "alice/app is deleted." in page.text
    assert UNDO not in page.html
    assert client.post("/alice/-/settings/deleted/app/restore/").status_code == 403


def test_one_of_an_organisation_leads_to_its_list(signed_in, world):
    organisation("yard", world.alice)
    repository("yard/web")

    response = signed_in.post(
        "/yard/web/settings/delete/", {"confirmation": "yard/web"}
    )

    assert response["Location"] == "/repositories/?namespace=yard"


def test_its_owner_is_told_why_the_name_is_not_free(signed_in, world):
    services.delete(repository=world.app, by=by(world.alice))
    again = {"namespace": "alice", "name": "app", "visibility": "public"}

    page = Page(signed_in.post("/new/", again))

    assert page.status == 422
    assert "alice/app was deleted. Its name is kept until" in page.text


def test_to_others_it_is_as_any_name_that_is_not_there(client, world):
    services.delete(repository=world.app, by=by(world.alice))
    client.force_login(world.bob)

    for path in ("", "tags/", "settings/", "settings/delete/"):
        gone, never = (client.get(f"/alice/{n}/{path}") for n in ("app", "xyz"))
        texts = [
            Page(gone).text.replace("app", "…").replace(gone.context["request_id"], ""),
            Page(never)
            .text.replace("xyz", "…")
            .replace(never.context["request_id"], ""),
        ]
        assert texts[0] == texts[1]
        assert gone.status_code == 404
