"""What a page may weigh and hold: 60 KB on the way, four requests, nothing inline, nothing from elsewhere."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders

from hub.content.models import Tag
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
OVERVIEW = "# App\n\nWords and `code`.\n\n" * 300
LOADED = re.compile(
    r'<(?:script[^>]*src|link(?![^>]*alternate)[^>]*href|img[^>]*src)="([^"]+)"'
)
INLINE = re.compile(r"<style|<script(?![^>]*src=)|\sstyle=|\son\w+=|javascript:")


@pytest.fixture
def pages(client, world):
    """Every address's answer to the owner, with as much on it as a page shows."""
    both = index(*(image(p, platform=p) for p in PLATFORMS), attestations=4)
    manifest = push(world.app, both, tag="1.0", by=by(world.alice))
    many = push(world.app, image(), tag="0.0", by=by(world.alice))
    fill(world.app, manifest, many)
    services.edit(
        repository=world.app, by=by(world.alice), description="App", overview=OVERVIEW
    )
    client.force_login(world.alice)
    return {address: client.get(address) for address in ADDRESSES}


def fill(repository, manifest, other):
    for number in range(1, 26):
        other.pk, other.digest = None, f"sha256:{number:064x}"
        other.save()
        Tag.objects.create(repository=repository, name=f"0.{number}", manifest=other)
    names = [f"1.0-{number}" for number in range(12)]
    Tag.objects.bulk_create(
        Tag(repository=repository, name=name, manifest=manifest) for name in names
    )


def compressed(content):
    return len(gzip.compress(content))


def static(path):
    with open(finders.find(path), "rb") as file:
        return compressed(file.read())


def test_the_stylesheet_and_the_script_are_small():
    assert static("css/berth.css") <= CSS
    assert static("js/berth.js") <= SCRIPT


def test_a_page_keeps_its_budget(pages):
    files = ("css/berth.css", "js/berth.js", "favicon.svg")
    with_every_page = sum(static(file) for file in files)

    sizes = {address: compressed(page.content) for address, page in pages.items()}

    assert max(sizes.values()) <= HTML, sizes
    assert max(sizes.values()) + with_every_page <= ALL


def test_a_page_loads_three_files_of_ours(pages):
    for address, page in pages.items():
        loaded = LOADED.findall(page.content.decode())
        assert len(loaded) == 3, address
        assert all(file.startswith("/static/") for file in loaded), address


def test_nothing_is_inline(pages):
    for address, page in pages.items():
        policy = page["Content-Security-Policy"]
        assert "default-src 'self'" in policy, address
        assert "unsafe" not in policy, address
        assert not INLINE.search(page.content.decode()), address
