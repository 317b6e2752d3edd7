"""One stylesheet and one script, from many small files."""

import re

import pytest
from django.contrib.staticfiles import finders

from hub.web import bundles


@pytest.mark.parametrize("path", bundles.BUNDLES)
def test_it_is_found_like_any_static_file(path):
    with open(finders.find(path)) as file:
        assert file.read() == bundles.bundle(path)


COLOUR = re.compile(r"(?i)#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b")


def test_it_holds_every_component():
    css = bundles.bundle("css/berth.css")

    for file in bundles.SOURCES.glob("css/components/*.css"):
        first_rule = bundles.squeeze(file.read_text()).partition("{")[0].strip()
        assert first_rule in css, file.name


def test_every_component_opens_with_the_html_it_expects():
    for file in bundles.SOURCES.glob("css/components/*.css"):
        assert file.read_text().startswith("/*"), file.name


def test_colours_come_from_the_tokens_only():
    for file in bundles.SOURCES.glob("css/**/*.css"):
        if file.name not in ("tokens.css", "flag.css"):
            css = bundles.squeeze(file.read_text())
            assert not COLOUR.search(css), file.name


def test_it_leaves_comments_out():
    assert "/*" not in bundles.bundle("css/berth.css")


def test_it_is_written_again_only_when_it_changed():
    path = "css/berth.css"
    before = finders.find(path)
    time = bundles.BundleFinder().storage.get_modified_time(path)

    assert finders.find(path) == before
    assert bundles.BundleFinder().storage.get_modified_time(path) == time
