"""Into the archive and out of it, in the browser."""

import pytest

from hub.events.models import Event
from hub.repositories import services
from tests.images import image, push
from tests.web.reading import Page, read
from tests.world import by

pytestmark = pytest.mark.django_db

SETTINGS = "/alice/app/settings/"
DELETE_TAG = "/alice/app/tags/1.0/delete/"


@pytest.fixture
def alice(client, world):
    push(world.app, image(), tag="1.0", by=by(world.alice))
    client.force_login(world.alice)
    return world.alice


@pytest.fixture
def archived(alice, world):
    return services.archive(repository=world.app, by=by(alice))


@pytest.mark.parametrize("typed", ["", "app", "ALICE/APP", "alice/app\x00"])
def test_nothing_is_archived_without_the_whole_name(client, alice, world, typed):
    response = client.post(f"{SETTINGS}archive/", {"confirmation": typed})

    world.app.refresh_from_db()
    assert response.status_code == 422
    assert not world.app.is_archived


@pytest.mark.parametrize("method", ["get", "post"])
def test_its_tags_are_not_deleted(client, archived, method):
    page = Page(getattr(client, method)(DELETE_TAG))

    assert page.status == 403
    assert "alice/app is archived. Its owner can take it out" in page.text
    assert "/alice/app/" in page.links
    assert archived.tags.count() == 1


def test_nobody_is_offered_what_is_refused(client, archived):
    assert DELETE_TAG not in read(client, "/alice/app/tags/").links


def test_a_stranger_reads_that_it_is_archived(client, archived):
    client.logout()

    for path in ("/alice/app/", "/alice/app/tags/", "/alice/app/tags/1.0/"):
        text = read(client, path).text
        assert "Archived on" in text
        assert "It can still be pulled." in text


def test_it_is_archived_and_taken_out(client, alice, world):
    typed = {"confirmation": "alice/app"}
    response = client.post(f"{SETTINGS}archive/", typed)
    assert response["Location"] == SETTINGS
    assert "Unarchive" in read(client, SETTINGS).text

    client.post(f"{SETTINGS}unarchive/")

    world.app.refresh_from_db()
    assert not world.app.is_archived
    assert client.post(DELETE_TAG).status_code == 302
    kinds = Event.objects.filter(kind__contains="archive").order_by("pk")
    assert [event.kind for event in kinds] == [
        "repository.archive",
        "repository.unarchive",
    ]
