"""A stranger cannot tell private from missing."""

import pytest

from tests.images import image, push
from tests.web.reading import read
from tests.world import by

PAGES = ["", "tags/", "tags/1.0/"]


@pytest.fixture
def pushed(world):
    push(world.notes, image(), tag="1.0", by=by(world.alice))
    return world


def answer(client, address):
    response = client.get(address)
    headers = dict(response.items())
    return response.status_code, headers, response.content


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["nobody", "charlie"])
def test_private_and_missing_are_the_same_bytes(client, pushed, page, who):
    if who == "charlie":
        client.force_login(pushed.charlie)

    private = answer(client, f"/alice/notes/{page}")
    missing = answer(client, f"/alice/nopes/{page}")
    nowhere = answer(client, f"/nobod/nopes/{page}")

    assert private[0] == 404
    assert renamed(private, b"alice/notes") == renamed(missing, b"alice/nopes")
    assert renamed(private, b"alice/notes") == renamed(nowhere, b"nobod/nopes")


def renamed(answer, name):
    status, headers, content = answer
    assert name in content
    return status, headers, content.replace(name, b"the/name")


def test_it_sets_no_cookie(client, world):
    assert not client.get("/alice/notes/").cookies


def test_it_names_what_was_asked_for_and_searches_for_it(client, world):
    page = read(client, "/alice/legder/")

    assert "no page or repository alice/legder that you may see" in page.text
    assert 'value="alice/legder"' in page.html


def test_it_keeps_what_was_asked_for_as_text(client, world):
    assert "<b>" not in read(client, "/alice/%3Cb%3E/").html


@pytest.mark.parametrize(
    "address",
    [
        "/%00",
        "/alice/%00/",
        "/" + "x" * 5000,
        "/alice/App/",
        "/a/b/c/",
        "/%ff%fe/",
        "/../etc",
    ],
)
def test_it_answers_whatever_is_asked_for(client, world, address):
    assert client.get(address).status_code == 404
