"""The Atom feed of new tags."""

from xml.etree import ElementTree as XML

import pytest

from hub.content import tags
from hub.repositories import services
from tests.images import image, push
from tests.web.reading import read
from tests.world import by

FEED = "/alice/app/feed.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def pushed(world):
    for tag in ("1.0", "1.1", "sha256-" + "a" * 64 + ".sig"):
        push(world.app, image(tag), tag=tag, by=by(world.alice))
    return world


def entries(client):
    feed = XML.fromstring(client.get(FEED).content)  # noqa: S314, our own
    return [
        {part.tag.removeprefix(ATOM): part.text for part in entry}
        for entry in feed.iter(f"{ATOM}entry")
    ]


@pytest.mark.parametrize("address", ["/alice/notes/", "/alice/missing/"])
def test_there_is_none_of_what_is_private(client, world, address):
    client.force_login(world.alice)

    assert client.get(f"{address}feed.atom").status_code == 404
    assert f"{address}feed.atom" not in read(client, "/alice/notes/").html


def test_it_tells_new_tags(client, pushed):
    found = entries(client)

    assert [one["title"] for one in found] == ["alice/app:1.1", "alice/app:1.0"]
    assert "docker pull testserver/alice/app:1.1" in found[0]["summary"]


def test_it_tells_nothing_that_is_gone(client, pushed):
    tags.delete(repository=pushed.app, name="1.1", by=by(pushed.alice))

    assert [one["title"] for one in entries(client)] == ["alice/app:1.0"]


def test_a_tag_that_moves_is_no_new_entry(client, pushed):
    before = [one["id"] for one in entries(client)]
    push(pushed.app, image("moved"), tag="1.0", by=by(pushed.alice))

    assert [one["id"] for one in entries(client)] == before


def test_pages_lead_to_it(client, pushed):
    for address in ("/alice/app/", "/alice/app/tags/"):
        head = read(client, address).html.partition("</head>")[0]
        assert (
            f'type="application/atom+xml" title="New tags of alice/app" href="{FEED}"'
            in head
        )


def test_it_stays_reachable_by_an_old_name(client, pushed):
    services.rename(repository=pushed.app, name="ferry", by=by(pushed.alice))

    assert "alice/ferry:1.1" in [one["title"] for one in entries(client)]


def test_it_is_the_same_for_everybody_and_may_be_kept(client, pushed):
    client.force_login(pushed.bob)

    answer = client.get(FEED)

    assert "public" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")


def test_it_asks_as_much_for_many_as_for_one(client, pushed, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(FEED)
