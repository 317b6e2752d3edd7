"""What a person has, as far as the visitor may see it."""

import pytest

from hub.namespaces.models import Namespace
from tests.images import image, push
from tests.web.reading import read
from tests.world import by


@pytest.fixture
def pushed(world):
    for one in (world.app, world.notes):
        push(one, image(one.full_name), tag="1.0", by=by(world.alice))
    return world


@pytest.mark.parametrize("name", ["nobody", "settings-of-mine", "static", "Alice", "a"])
def test_it_is_missing_for_names_without_a_page(client, world, name):
    assert client.get(f"/{name}/").status_code == 404


def test_it_is_missing_for_somebody_deactivated(client, world):
    Namespace.objects.filter(name="alice").update(is_active=False)

    assert client.get("/alice/").status_code == 404


def test_it_hides_private_repositories(client, pushed):
    links = read(client, "/alice/").links

    assert "/alice/app/" in links
    assert "/alice/notes/" not in links


def test_it_shows_the_owner_everything_and_her_settings(client, pushed):
    client.force_login(pushed.alice)

    links = read(client, "/alice/").links

    assert {"/alice/app/", "/alice/notes/", "/alice/-/settings/"} <= set(links)


def test_it_shows_nobody_else_the_settings(client, pushed):
    client.force_login(pushed.bob)

    assert "/alice/-/settings/" not in read(client, "/alice/").links


def test_it_says_what_to_do_where_nothing_is(client, world):
    assert "bob has no public image yet" in read(client, "/bob/").text

    client.force_login(world.bob)
    assert "docker push testserver/bob/app:1.0" in read(client, "/bob/").copies


def test_it_tells_the_owner_alone_what_others_do_not_find(client, world):
    hidden = "empty repository is hidden from the searches and lists of others"
    client.force_login(world.bob)
    assert hidden not in read(client, "/alice/").text

    client.force_login(world.alice)
    assert hidden in read(client, "/alice/").text


def test_official_images_live_under_the_library(client, world):
    assert client.get("/library/").status_code == 200


def test_it_asks_a_fixed_number_of_questions(client, pushed, django_assert_num_queries):
    with django_assert_num_queries(5):
        client.get("/alice/")
