"""One manifest by its digest, as it was pushed."""

import gzip
import secrets

import pytest

from tests.artifacts import OTHERS
from tests.images import image, push
from tests.web.reading import read
from tests.world import by

ONE = image("one")
PAGE = f"/alice/app/manifests/{ONE.digest}/"


@pytest.fixture
def pushed(world):
    push(world.app, ONE, by=by(world.alice))
    push(world.notes, ONE, by=by(world.alice))
    return world


@pytest.mark.parametrize(
    "address",
    [
        f"/alice/notes/manifests/{ONE.digest}/",
        f"/alice/app/manifests/sha256:{'0' * 64}/",
        "/alice/app/manifests/sha256:abc/",
        "/alice/app/manifests/sha9:%00/",
    ],
)
def test_it_is_missing(client, pushed, address):
    assert client.get(address).status_code == 404


def test_it_shows_the_exact_text_and_the_command_by_digest(client, pushed):
    page = read(client, PAGE)

    assert ONE.manifest.decode() in page.text
    assert f"docker pull testserver/alice/app@{ONE.digest}" in page.copies


def test_it_pulls_a_chart_by_digest_with_oras(client, pushed):
    chart, _ = OTHERS["helm chart"]
    push(pushed.app, chart, by=by(pushed.alice))

    page = read(client, f"/alice/app/manifests/{chart.digest}/")

    assert f"oras pull testserver/alice/app@{chart.digest}" in page.copies


def test_a_long_one_is_cut_into_pages(client, pushed):
    long = image("long", annotations={"org.example.noise": secrets.token_hex(150_000)})
    push(pushed.app, long, by=by(pushed.alice))
    address = f"/alice/app/manifests/{long.digest}/"

    first = client.get(address).content

    assert len(gzip.compress(first)) < 25 * 1024
    assert "of 16 parts" in read(client, address).text
    assert read(client, f"{address}?page=16").text != read(client, address).text
