"""What a page may weigh and hold: 60 KB on the way, four requests, nothing inline, nothing from elsewhere."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders

from hub.repositories import services
from tests.images import image, index, push
from tests.world import by

PLATFORMS = ["linux/amd64", "linux/arm64/v8", "linux/arm/v7", "linux/386"]
ADDRESSES = [
    "/",
    "/explore/",
    "/search/?q=app",
    "/alice/",
    "/alice/app/",
    "/alice/app/tags/",
    "/alice/app/tags/1.0/",
    "/alice/app/tags/1.0/delete/",
    "/repositories/",
    "/repositories/shared/",
    "/no/such/page",
]
ALL = 60_000
HTML = 15_000
CSS = 12_000
SCRIPT = 6_000


@pytest.fixture
def seeded(client, world):
    both = index(*(image(p, platform=p) for p in PLATFORMS), attestations=4)
    push(world.app, both, tag="1.0", by=by(world.alice))
    for number in range(25):
        push(world.app, image(f"{number}"), tag=f"0.{number}", by=by(world.alice))
    overview = "# App\n\nWords and `code`.\n\n" * 300
    services.edit(
        repository=world.app, by=by(world.alice), description="App", overview=overview
    )
    client.force_login(world.alice)
    return client


def compressed(content):
    return len(gzip.compress(content))


def static(path):
    with open(finders.find(path), "rb") as file:
        return compressed(file.read())


def test_the_stylesheet_and_the_script_are_small():
    assert static("css/berth.css") <= CSS
    assert static("js/berth.js") <= SCRIPT


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_keeps_its_budget(seeded, address):
    html = seeded.get(address).content

    assert compressed(html) <= HTML
    total = compressed(html) + static("css/berth.css") + static("js/berth.js")
    assert total + static("favicon.svg") <= ALL


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_loads_three_files_of_ours(seeded, address):
    html = seeded.get(address).content.decode()

    loaded = re.findall(
        r'<(?:script[^>]*src|link[^>]*href|img[^>]*src)="([^"]+)"', html
    )
    assert len(loaded) == 3
    assert all(file.startswith("/static/") for file in loaded)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_inline(seeded, address):
    response = seeded.get(address)
    html = response.content.decode()

    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not re.search(
        r"<style|<script(?![^>]*src=)|\sstyle=|\son\w+=|javascript:", html
    )
