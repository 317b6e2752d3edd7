"""The button "Watch", the list of what one watches, and the link in the mail that stops it."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from hub.repositories import services as repositories
from hub.watching import mail, news, services
from hub.watching.models import Watch
from tests.images import image, push
from tests.web.reading import read
from tests.world import by, repository

APP, NOTES = "/alice/app/", "/alice/notes/"
WATCHING = "/repositories/watching/"


@pytest.mark.parametrize("address", [APP, NOTES, "/alice/missing/"])
def test_a_stranger_is_sent_to_sign_in(client, world, address):
    response = client.post(f"{address}watch/")

    assert response["Location"] == f"/account/sign-in/?next={address}watch/"


@pytest.mark.parametrize("address", [NOTES, "/alice/missing/"])
def test_what_is_hidden_cannot_be_watched(client, world, address):
    client.force_login(world.charlie)

    assert client.post(f"{address}watch/").status_code == 404
    assert not Watch.objects.exists()


def test_it_watches_and_stops(client, world):
    client.force_login(world.charlie)
    for _ in range(2):
        client.post(f"{APP}watch/", {"watch": "on"})
    assert Watch.objects.get().user == world.charlie
    assert 'name="watch" value="off"' in read(client, APP).html

    client.post(f"{APP}watch/", {"watch": "off"})

    assert not Watch.objects.exists()


def test_the_list_shows_nothing_that_became_hidden(client, world):
    for one in (world.app, world.notes):
        services.start(repository=one, user=world.bob)
    client.force_login(world.bob)
    assert {APP, NOTES} <= set(read(client, WATCHING).links)

    repositories.revoke(grant=world.notes.grants.get(), by=by(world.alice))

    assert NOTES not in read(client, WATCHING).links


def test_the_list_says_how_to_begin(client, world, settings):
    settings.HAS_MAIL = True
    client.force_login(world.bob)

    text = read(client, WATCHING).text

    assert "Nothing watched yet" in text
    assert "sends no mail" not in text


def test_it_says_when_the_hub_sends_no_mail(client, world):
    client.force_login(world.bob)

    assert "This hub sends no mail." in read(client, WATCHING).text


def test_it_asks_as_much_for_many_as_for_one(client, world, django_assert_num_queries):
    for number in range(3):
        services.start(repository=repository(f"alice/more-{number}"), user=world.bob)
    client.force_login(world.bob)

    with django_assert_num_queries(5):
        client.get(WATCHING)


@pytest.fixture
def link(world):
    """The address in the mail that Bob got of the private one."""
    services.start(repository=world.notes, user=world.bob)
    push(world.notes, image(), tag="1.0", by=by(world.alice))
    watch = Watch.objects.get()
    events = news.of(watch, after=watch.told_up_to, up_to=10**9)
    sent = mail.message(watch, events)
    address = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert address in sent.body
    return urlsplit(address).path


@pytest.mark.parametrize("key", ["1", "1:x", "%00", "x" * 500])
def test_a_link_that_is_not_ours_stops_nothing(client, world, key):
    services.start(repository=world.app, user=world.bob)

    response = client.post(f"{WATCHING}key/{key}/")

    assert response.status_code == 404
    assert Watch.objects.exists()


def test_looking_at_the_link_stops_nothing(client, link):
    page = read(client, link)

    assert "new tags of alice/notes" in page.text
    assert "/repositories/watching/" in page.links
    assert Watch.objects.exists()


def test_one_click_stops_it_without_signing_in(link, world):
    answer = Client(enforce_csrf_checks=True).post(
        link, {"List-Unsubscribe": "One-Click"}
    )

    assert answer.status_code == 200
    assert not Watch.objects.exists()
    assert "You no longer watch it" in read(Client(), link).text


def test_the_link_tells_no_name_that_became_hidden(client, link, world):
    repositories.revoke(grant=world.notes.grants.get(), by=by(world.alice))
    repositories.rename(repository=world.notes, name="secret", by=by(world.alice))

    assert "secret" not in read(client, link).html
