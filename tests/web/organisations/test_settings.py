"""An organisation's settings, and its end."""

import pytest

from hub.namespaces.models import Namespace
from hub.repositories import services
from tests.web.reading import Page, read
from tests.world import by, person

pytestmark = pytest.mark.django_db

URL = "/harbour/-/settings/"
DELETE = "/harbour/-/delete/"


@pytest.fixture
def signed_in(client, world, harbour):
    client.force_login(world.alice)
    return client


@pytest.mark.parametrize("who", [None, "dora", "bob", "charlie"])
def test_they_are_the_owners_alone(client, world, harbour, who):
    if who:
        client.force_login(person("dora") if who == "dora" else getattr(world, who))

    for path in (URL, DELETE):
        assert client.get(path).status_code == 403
        assert client.post(path, {"confirmation": "harbour"}).status_code == 403
    assert URL not in read(client, "/harbour/").links


def test_an_owner_has_them(signed_in):
    page = read(signed_in, URL)

    assert "1 of 1 used" in page.text
    assert DELETE in page.links
    assert signed_in.post(URL, {"visibility": "private"})["Location"] == URL
    assert Namespace.objects.get(name="harbour").pushes_are_private


def test_it_is_not_deleted_with_repositories_in_it(signed_in, harbour):
    before = read(signed_in, DELETE)
    assert "harbour still has repositories," in before.text
    assert "/harbour/" in before.links

    answer = signed_in.post(DELETE, {"confirmation": "harbour"})

    assert answer.status_code == 422
    assert "harbour still has repositories," in Page(answer).text


@pytest.mark.parametrize("typed", ["", "Harbour", "a\x00b"])
def test_it_wants_the_name(signed_in, world, harbour, typed):
    services.delete(repository=harbour.ledger, by=by(world.alice))

    assert signed_in.post(DELETE, {"confirmation": typed}).status_code == 422
    assert signed_in.get("/harbour/").status_code == 200


def test_it_is_deleted(signed_in, world, harbour):
    harbour.ledger.delete()
    assert "Delete harbour?" in read(signed_in, DELETE).text

    assert signed_in.post(DELETE, {"confirmation": "harbour"})["Location"] == "/orgs/"

    for path in ("/harbour/", URL, DELETE, "/harbour/-/members/"):
        assert signed_in.get(path).status_code == 404


def test_the_official_images_stay(client):
    client.force_login(person("chief", is_staff=True, is_superuser=True))

    assert client.get("/library/-/delete/").status_code == 403
    assert "/library/-/delete/" not in read(client, "/library/-/settings/").links


def test_what_was_deleted_is_among_its_pages(signed_in, world, harbour):
    services.delete(repository=harbour.ledger, by=by(world.alice))
    assert f"{URL}deleted/" in read(signed_in, URL).links

    page = read(signed_in, f"{URL}deleted/")

    assert "harbour/ ledger" in page.text
    assert "/harbour/-/members/" in page.links
    assert "/account/email/" not in page.html.partition("<main")[2]


@pytest.mark.parametrize(
    ("who", "is_told"),
    [(None, False), ("charlie", False), ("bob", True), ("alice", True)],
)
def test_whoever_makes_repositories_sees_the_allowance(
    client, world, harbour, who, is_told
):
    if who:
        client.force_login(getattr(world, who))

    page = read(client, "/harbour/")

    assert ("1 of 1 used" in page.text) is is_told
    assert ("harbour/ledger" in page.text) is is_told
