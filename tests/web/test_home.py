"""The first page."""

import pytest

from hub.repositories.models import Repository
from tests.images import image, push
from tests.web.reading import read
from tests.world import by, repository


@pytest.fixture
def pushed(world):
    for one in (world.app, world.notes):
        push(one, image(one.full_name), tag="1.0", by=by(world.alice))
    return world


def test_it_shows_a_stranger_what_is_public(client, pushed):
    links = read(client, "/").links

    assert "/alice/app/" in links
    assert "/alice/notes/" not in links


def test_it_shows_nobody_what_is_empty(client, world):
    assert "/alice/app/" not in read(client, "/").links


def test_it_invites_to_an_empty_hub(client, db):
    assert "No public repository yet" in read(client, "/").text


def test_it_gives_the_commands_with_the_address_asked_for(client, db):
    copies = read(client, "/", HTTP_HOST="localhost:8000").copies

    assert copies == [
        "docker login localhost:8000",
        "docker tag app localhost:8000/alice/app:1.0",
        "docker push localhost:8000/alice/app:1.0",
    ]


def test_it_shows_the_owner_her_own_but_not_as_recently_pushed(client, pushed):
    client.force_login(pushed.alice)

    mine, _, public = read(client, "/").html.partition("Recently pushed")

    assert 'href="/alice/notes/"' in mine
    assert 'href="/alice/notes/"' not in public


def test_it_shows_what_was_pulled_most_this_week(client, pushed):
    assert "Most pulled this week" not in read(client, "/").text
    Repository.objects.update(weekly_pulls=1234)

    page = read(client, "/")

    assert page.links.count("/alice/app/") == 2
    assert "1.2K pulls" in page.text
    assert "/alice/notes/" not in page.links


def test_it_tells_a_newcomer_how_to_push(client, world):
    client.force_login(world.charlie)

    assert "docker push testserver/charlie/app:1.0" in read(client, "/").copies


def test_it_offers_no_account_where_sign_up_is_closed(client, db, settings):
    settings.HUB_SIGN_UP = "closed"

    assert "/account/sign-up/" not in read(client, "/").links


def test_it_asks_as_much_for_many_as_for_one(client, pushed, django_assert_num_queries):
    for number in range(3):
        one = repository(f"alice/more-{number}")
        push(one, image(one.full_name), tag="1.0", by=by(pushed.alice))

    with django_assert_num_queries(4):
        client.get("/")
