"""What search engines and links from elsewhere get."""

import pytest

from hub.web.search import crawlers
from tests.images import image, push
from tests.web.reading import read
from tests.world import by, repository


@pytest.fixture
def pushed(world):
    repository("alice/empty")
    for one in (world.app, world.notes, repository("library/nginx")):
        push(one, image(one.full_name), tag="1.0", by=by(world.alice))
    return world


def locations(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml"
    text = answer.content.decode()
    return [part.partition("</loc>")[0] for part in text.split("<loc>")[1:]]


def test_the_sitemap_has_what_strangers_are_offered_whoever_asks(client, pushed):
    client.force_login(pushed.alice)

    [page] = locations(client, "/sitemap.xml")

    assert page == "http://testserver/sitemap/1.xml"
    assert locations(client, page) == [
        "http://testserver/alice/app/",
        "http://testserver/_/nginx/",
    ]


def test_it_is_cut_into_files(client, pushed, monkeypatch):
    monkeypatch.setattr(crawlers, "ADDRESSES_A_PAGE", 1)

    assert len(locations(client, "/sitemap.xml")) == 2
    assert locations(client, "/sitemap/2.xml") == ["http://testserver/_/nginx/"]


@pytest.mark.parametrize("number", ["0", "3", "9" * 40])
def test_a_file_that_is_not_there_is_not_found(client, pushed, number):
    assert client.get(f"/sitemap/{number}.xml").status_code == 404


def test_an_empty_hub_has_a_sitemap(client, db):
    assert locations(client, "/sitemap/1.xml") == []


def test_robots_are_told_where_it_is(client, db):
    text = client.get("/robots.txt").content.decode()

    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /search/" in text


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/r/alice/app/", "/alice/app/"),
        ("/r/library/nginx/", "/_/nginx/"),
        ("/r/nobody/nothing/", "/nobody/nothing/"),
        ("/u/alice/", "/alice/"),
    ],
)
def test_addresses_of_docker_hub_lead_to_ours(client, pushed, address, target):
    assert client.get(address)["Location"] == target


def test_a_public_page_says_what_it_is_where_it_is_linked(client, pushed):
    html = read(client, "/alice/app/?with=podman").html

    assert 'property="og:title" content="alice/app"' in html
    assert 'property="og:url" content="http://testserver/alice/app/"' in html
    assert 'content="Web front end for the ferry timetable"' in html


def test_a_private_page_says_nothing_of_it(client, pushed):
    client.force_login(pushed.alice)

    assert "og:" not in read(client, "/alice/notes/").html
