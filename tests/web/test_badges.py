"""Badges for a README."""

from xml.etree import ElementTree as XML

import pytest

from hub.repositories.models import Repository
from tests.images import image, index, push
from tests.web.reading import read
from tests.world import by

KINDS = ["version", "pulls", "size"]


@pytest.fixture
def pushed(world):
    usual = image("1.4.2", layers=[b"x" * 12_000])
    both = index(image("arm", platform="linux/arm64"), usual)
    for tag in ("latest", "1.4.2"):
        push(world.app, both, tag=tag, by=by(world.alice))
    Repository.objects.filter(pk=world.app.pk).update(pull_count=1234)
    return world


def words(client, kind, name="alice/app"):
    answer = client.get(f"/badges/{name}/{kind}.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    return XML.fromstring(answer.content).get("aria-label")  # noqa: S314, our own


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["alice/notes", "alice/missing", "nobody/app"])
def test_there_is_none_of_what_is_private(client, world, name, kind):
    client.force_login(world.alice)

    assert client.get(f"/badges/{name}/{kind}.svg").status_code == 404


@pytest.mark.parametrize("address", ["alice/app/other.svg", "alice/%00/size.svg"])
def test_there_are_no_others(client, world, address):
    assert client.get(f"/badges/{address}").status_code == 404


def test_they_tell_facts(client, pushed):
    assert words(client, "version") == "version: 1.4.2"
    assert words(client, "pulls") == "pulls: 1.2K"
    assert words(client, "size") == "size: 12.3 kB"


def test_they_tell_when_there_is_nothing(client, world):
    assert words(client, "version") == "version: none"
    assert words(client, "pulls") == "pulls: 0"
    assert words(client, "size") == "size: none"


def test_a_long_version_is_cut(client, world):
    push(world.app, image(), tag="v1." + "0" * 100, by=by(world.alice))

    svg = client.get("/badges/alice/app/version.svg").content.decode()

    assert "0" * 30 + "…</text>" in svg


def test_it_is_the_same_for_everybody_and_may_be_kept(client, pushed):
    client.force_login(pushed.bob)

    answer = client.get("/badges/alice/app/size.svg")

    assert answer["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in answer.get("Vary", "")


def test_the_statistics_tell_how_to_use_them(client, pushed):
    copies = read(client, "/alice/app/statistics/").copies

    assert (
        "[![pulls](http://testserver/badges/alice/app/pulls.svg)](http://testserver/alice/app/)"
        in copies
    )
