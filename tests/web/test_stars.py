"""The button "Star", and the list of what one starred."""

import pytest

from hub.repositories import services, stars
from hub.repositories.models import Repository, Star
from tests.web.reading import read
from tests.world import by, repository

APP, NOTES = "/alice/app/", "/alice/notes/"
STARRED = "/repositories/starred/"


def stars_of(user):
    return set(
        Star.objects.filter(user=user).values_list("repository__full_name", flat=True)
    )


def pressed(page):
    form = page.html.partition(f'action="{APP}star/"')[2]
    return form.partition("<button")[2].partition(">")[0]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", [APP, NOTES, "/alice/missing/"])
def test_a_stranger_is_sent_to_sign_in(client, world, method, address):
    response = getattr(client, method)(f"{address}star/")

    assert response["Location"] == f"/account/sign-in/?next={address}star/"


def test_whoever_signed_in_comes_back_to_the_page(client, world):
    client.force_login(world.charlie)

    assert client.get(f"{APP}star/")["Location"] == APP


@pytest.mark.parametrize("address", [NOTES, "/alice/missing/"])
def test_what_is_hidden_cannot_be_starred(client, world, address):
    client.force_login(world.charlie)

    assert client.post(f"{address}star/").status_code == 404
    assert not Star.objects.exists()


def test_it_stars_and_takes_it_back(client, world):
    client.force_login(world.charlie)
    assert 'aria-pressed="false"' in pressed(read(client, APP))

    client.post(f"{APP}star/", {"star": "on"})
    assert stars_of(world.charlie) == {"alice/app"}
    assert 'aria-pressed="true"' in pressed(read(client, APP))

    client.post(f"{APP}star/", {"star": "off"})
    assert stars_of(world.charlie) == set()
    assert Repository.objects.get(pk=world.app.pk).star_count == 0


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/alice/app/tags/?sort=name", "/alice/app/tags/?sort=name"),
        ("//evil.example/", APP),
        ("", APP),
    ],
)
def test_it_leads_back_to_the_page_it_was_pressed_on(client, world, address, leads_to):
    client.force_login(world.charlie)

    response = client.post(f"{APP}star/", {"star": "on", "next": address})

    assert response["Location"] == leads_to


def test_the_list_is_for_who_signed_in(client, world):
    assert client.get(STARRED)["Location"].startswith("/account/sign-in/")


def test_the_list_says_how_to_begin(client, world):
    client.force_login(world.charlie)

    assert "No star given yet" in read(client, STARRED).text


def test_the_list_shows_nothing_that_became_hidden(client, world):
    for one in (world.app, world.notes):
        stars.give(repository=one, user=world.bob)
    client.force_login(world.bob)
    assert {APP, NOTES} <= set(read(client, STARRED).links)

    services.revoke(grant=world.notes.grants.get(), by=by(world.alice))

    assert NOTES not in read(client, STARRED).links


def test_it_asks_as_much_for_many_as_for_one(client, world, django_assert_num_queries):
    for number in range(3):
        one = repository(f"alice/more-{number}")
        stars.give(repository=one, user=world.bob)
    client.force_login(world.bob)

    with django_assert_num_queries(5):
        client.get(STARRED)
