"""What is offered while one types."""

import pytest

from tests.images import image, push
from tests.world import by


@pytest.fixture
def pushed(world):
    for one in (world.app, world.notes):
        push(one, image(one.full_name), tag="1.0", by=by(world.alice))
    return world


def suggested(client, typed):
    answer = client.get("/search/suggest", {"q": typed})
    assert answer.status_code == 200
    return [one["name"] for one in answer.json()["suggestions"]]


def test_strangers_are_suggested_nothing_private(client, pushed):
    assert suggested(client, "alice") == ["alice/app"]
    assert suggested(client, "notes") == []


def test_who_may_read_it_is_suggested_it_and_no_cache_keeps_that(client, pushed):
    client.force_login(pushed.bob)

    assert suggested(client, "no") == ["alice/notes"]
    answer = client.get("/search/suggest?q=no")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("typed", ["", " ", "\0", "%", "x" * 3000, "ferry"])
def test_it_bears_any_text_and_looks_at_names_only(client, pushed, typed):
    assert suggested(client, typed) == []


def test_a_suggestion_says_what_it_is_and_where(client, pushed):
    assert client.get("/search/suggest?q=ap").json()["suggestions"] == [
        {
            "name": "alice/app",
            "description": "Web front end for the ferry timetable",
            "address": "/alice/app/",
        }
    ]
