"""Choosing categories on the settings page."""

import pytest

from hub.repositories import categories
from hub.repositories.models import Category
from tests.images import image, push
from tests.web.reading import Page, read
from tests.world import by

ADDRESS = "/alice/app/settings/"


@pytest.fixture
def signed_in(client, world):
    client.force_login(world.alice)
    return client


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        (list(Category)[:4], "Choose 3 categories at most."),
        (["shoes"], "shoes is not one of the available choices"),
    ],
)
def test_what_cannot_be_is_refused_and_kept_to_be_changed(
    signed_in, world, chosen, sentence
):
    page = Page(signed_in.post(ADDRESS, {"categories": chosen, "description": "Mine"}))

    assert page.status == 422
    assert sentence in page.text
    assert "Mine" in page.html
    assert categories.of(world.app) == []


def test_what_was_chosen_is_ticked_and_stands_on_the_page(signed_in, world):
    push(world.app, image(), tag="1.0", by=by(world.alice))

    signed_in.post(ADDRESS, {"categories": ["web-servers"]})

    assert read(signed_in, ADDRESS).html.count(" checked") == 2  # and the visibility
    page = read(signed_in, "/alice/app/")
    assert "Web servers" in page.text
    assert "/search/?category=web-servers" in page.links
