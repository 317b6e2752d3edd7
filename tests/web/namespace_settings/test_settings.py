"""What holds for all repositories of a namespace."""

import pytest

from hub.events.models import Event
from hub.namespaces import services
from hub.namespaces.models import Namespace
from tests.web.reading import Page
from tests.world import by, person

pytestmark = pytest.mark.django_db

URL = "/alice/-/settings/"


@pytest.fixture
def signed_in(client, world):
    client.force_login(world.alice)
    return client


def choose(client, visibility, url=URL):
    return client.post(url, {"visibility": visibility})


@pytest.mark.parametrize("who", [None, "bob", "charlie"])
def test_it_is_the_owners_alone(client, world, who):
    if who:
        client.force_login(getattr(world, who))

    assert client.get(URL).status_code == 403
    assert choose(client, "private").status_code == 403


@pytest.mark.parametrize("name", ["nobody", "wiki"])
def test_what_is_no_namespace_has_no_settings(signed_in, name):
    assert signed_in.get(f"/{name}/-/settings/").status_code == 404


def test_a_namespace_that_was_switched_off_has_none(signed_in, world):
    services.deactivate(namespace=world.alice.namespace, by=by(world.alice))

    assert signed_in.get(URL).status_code == 404


@pytest.mark.parametrize("visibility", ["", "secret", "a\x00b"])
def test_it_refuses_what_is_no_visibility(signed_in, visibility):
    assert choose(signed_in, visibility).status_code == 422


def test_it_decides_how_repositories_made_by_a_push_start(signed_in, world):
    assert choose(signed_in, "private")["Location"] == URL

    assert Namespace.objects.get(name="alice").pushes_are_private
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.actor) == ("namespace.settings", world.alice)
    choose(signed_in, "public")
    assert not Namespace.objects.get(name="alice").pushes_are_private


def test_it_shows_the_allowance(signed_in, world):
    text = Page(signed_in.get(URL)).text
    assert "1 of 1 used" in text
    assert "In use: alice/notes" in text

    services.lift_allowance(namespace=world.alice.namespace, by=by(world.alice))
    assert "1 used, no limit" in Page(signed_in.get(URL)).text


def test_operators_have_those_of_the_official_images(client):
    client.force_login(person("chief", is_staff=True, is_superuser=True))

    assert choose(client, "private", "/library/-/settings/").status_code == 302
    assert Namespace.objects.get(name="library").pushes_are_private
