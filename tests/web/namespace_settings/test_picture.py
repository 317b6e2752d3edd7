"""Sending a picture, and where it is shown then."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from PIL import Image

from hub.content import collect
from hub.events.models import Event
from hub.limits.rates import Rate
from hub.namespaces import drawing, pictures
from hub.namespaces.models import Namespace
from hub.namespaces.services import deactivate
from tests.pictures import bomb, moving, png
from tests.services.threads import at_once
from tests.web.reading import Page, read
from tests.world import build, by

pytestmark = pytest.mark.django_db

URL = "/alice/-/settings/picture/"
ADDRESS = re.compile(r'src="(/alice/-/pictures/[0-9a-f]{32}\.webp)"')


@pytest.fixture
def signed_in(client, world):
    client.force_login(world.alice)
    return client


def send(client, content=None, url=URL, name="me.png"):
    file = SimpleUploadedFile(name, png() if content is None else content)
    return client.post(url, {"picture": file})


def shown(client, page="/alice/"):
    """Its addresses on the page."""
    return set(ADDRESS.findall(read(client, page).html))


def is_kept(address):
    return pictures.files().exists(f"pictures/{address.rpartition('/')[2]}")


@pytest.mark.parametrize("who", [None, "bob"])
def test_it_is_the_owners_alone(client, world, who):
    if who:
        client.force_login(getattr(world, who))

    assert client.get(URL).status_code == 403
    assert send(client).status_code == 403
    assert client.post(f"{URL}remove/").status_code == 403
    assert not Namespace.objects.exclude(picture="").exists()


@pytest.mark.parametrize("who", ["bob", "charlie"])
def test_that_of_an_organisation_is_its_owners(client, world, harbour, who):
    client.force_login(getattr(world, who))

    assert send(client, url="/harbour/-/settings/picture/").status_code == 403


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg/>", "no picture we can read"),
        (moving("GIF"), "moves"),
        (bomb(), "more than 16 million pixels"),
        (png() + b"\0" * drawing.BYTES, "larger than 2 MB"),
        (b"", "empty"),
    ],
)
def test_it_says_why_it_takes_none(signed_in, content, words):
    response = send(signed_in, content)

    assert response.status_code == 422
    assert words in Page(response).text
    assert not Namespace.objects.exclude(picture="").exists()


@override_settings(HUB_LIMIT_PICTURES=Rate(1, 3600))
def test_one_person_sends_only_so_many(signed_in, world, harbour):
    send(signed_in, b"<svg/>")

    refused = send(signed_in, url="/harbour/-/settings/picture/")

    assert refused.status_code == 429
    assert "Too many tries." in Page(refused).text
    assert not Namespace.objects.exclude(picture="").exists()


def test_without_a_file_it_asks_for_one(signed_in):
    assert signed_in.post(URL, {"picture": "me.png"}).status_code == 422
    two = {name: SimpleUploadedFile("a.png", png()) for name in ("picture", "another")}
    assert signed_in.post(URL, two).status_code == 400


def test_of_a_large_file_no_form_keeps_anything_but_the_size(rf, monkeypatch):
    monkeypatch.setattr("hub.web.uploads.BYTES", 100)
    large = SimpleUploadedFile("a", b"a" * 99_999)

    (file,) = rf.post("/anywhere/", {"a": large}).FILES.values()

    assert (file.size, file.read()) == (99_999, b"")


def test_it_takes_the_place_of_the_flag(signed_in, client):
    send(signed_in)

    (address,) = shown(signed_in)
    assert shown(signed_in, "/account/profile/") == {address}
    client.logout()
    response = client.get(address)
    assert Image.open(BytesIO(response.content)).size == (256, 256)
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")
    assert Event.objects.last().kind == "namespace.picture"


def test_it_stands_beside_the_name_in_lists(signed_in, world, harbour):
    send(signed_in)
    send(signed_in, url="/harbour/-/settings/picture/")

    assert shown(signed_in, "/harbour/-/members/")
    assert "/harbour/-/pictures/" in read(signed_in, "/orgs/").html


def test_members_with_pictures_cost_no_query_more(
    signed_in, world, harbour, django_assert_num_queries
):
    with CaptureQueriesContext(connection) as before:
        read(signed_in, "/harbour/-/members/")
    for person in (world.alice, world.bob, world.charlie):
        pictures.change(namespace=person.namespace, content=png(), by=by(person))

    with django_assert_num_queries(len(before)):
        read(signed_in, "/harbour/-/members/")


def test_another_takes_its_place_and_the_file_goes(signed_in, run_jobs):
    send(signed_in)
    (first,) = shown(signed_in)

    send(signed_in, png(colour="blue"))
    run_jobs()

    (second,) = shown(signed_in)
    assert signed_in.get(first).status_code == 404
    assert (is_kept(first), is_kept(second)) == (False, True)


def test_removed_it_is_the_flag_again(signed_in, run_jobs):
    send(signed_in)
    (address,) = shown(signed_in)

    signed_in.post(f"{URL}remove/")
    run_jobs()

    assert shown(signed_in) == set()
    assert signed_in.get(address).status_code == 404
    assert not is_kept(address)


def test_that_of_a_suspended_namespace_is_hidden(signed_in, world):
    send(signed_in)
    (address,) = shown(signed_in)

    deactivate(namespace=world.alice.namespace, by=by(world.bob))

    assert signed_in.get(address).status_code == 404


def test_the_collector_leaves_it_alone(signed_in):
    send(signed_in)
    (address,) = shown(signed_in)

    collect.collect()

    assert signed_in.get(address).status_code == 200


def test_a_store_that_is_away_is_told(signed_in, monkeypatch):
    send(signed_in)
    (address,) = shown(signed_in)
    monkeypatch.setattr(pictures, "files", lambda: 1 / 0)

    assert signed_in.get(address).status_code == 503
    assert send(signed_in).status_code == 503


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_sent_at_once_one_stays(run_jobs):
    world = build()

    def change():
        namespace = Namespace.objects.get(name="alice")
        pictures.change(namespace=namespace, content=png(), by=by(world.alice))

    change()
    before = kept()
    at_once(4, change)
    run_jobs()

    stays = Namespace.objects.get(name="alice").picture
    assert kept() - before == {f"{stays}.webp"}
    assert len(before - kept()) == 1


def kept():
    return set(pictures.files().listdir("pictures")[1])
