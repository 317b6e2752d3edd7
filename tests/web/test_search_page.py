"""Finding by words, and looking around."""

import pytest

from hub.events.dispatch import dispatch
from hub.repositories import services
from hub.repositories.models import Repository
from hub.search import pools
from hub.web.search import explore
from tests.images import image, index, push
from tests.web.reading import read
from tests.world import by, repository


@pytest.fixture
def pushed(world):
    for one in (world.app, world.notes):
        push(one, image(one.full_name), tag="1.0", by=by(world.alice))
    return world


def test_it_hides_what_is_private_from_strangers(client, pushed):
    page = read(client, "/search/?q=notes")

    assert "/alice/notes/" not in page.links
    assert "Nothing matches “notes”" in page.text


def test_it_finds_a_collaborator_what_is_private(client, pushed):
    client.force_login(pushed.bob)

    assert "/alice/notes/" in read(client, "/search/?q=notes").links


def test_it_finds_by_the_beginning_of_a_word(client, pushed):
    page = read(client, "/search/?q=timeta")

    assert "/alice/app/" in page.links
    assert "1 result for “timeta”" in page.text


def test_it_says_that_it_forgave_a_typing_mistake(client, pushed):
    page = read(client, "/search/?q=ferrry")

    assert "/alice/app/" in page.links
    assert "Nothing matches “ferrry”. These are spelled like it." in page.text


def test_a_tag_that_is_not_there_finds_the_repository(client, pushed):
    assert "/alice/app/" in read(client, "/search/?q=alice/app:9.9").links


def test_it_keeps_what_was_typed_as_text(client, pushed):
    page = read(client, "/search/?q=%3Cscript%3E")

    assert "<script>" not in page.html.partition("</head>")[2]


def test_it_gives_the_same_search_for_a_terminal(client, pushed):
    copies = read(client, "/search/?q=ferry+time").copies

    assert copies == ["docker search 'testserver/ferry time'"]


def test_it_goes_to_a_tag_that_is_named(client, pushed):
    response = client.get("/search/?q=alice/app:1.0")

    assert response["Location"] == "/alice/app/tags/1.0/"


@pytest.mark.parametrize(
    "name", ["alice/notes:1.0", "alice/nope:1.0", "alice/app:2", "a:b:c"]
)
def test_it_goes_to_no_tag_that_may_not_be_seen(client, pushed, name):
    assert client.get("/search/", {"q": name}).status_code == 200


def test_exploring_shows_what_is_public_and_pushed(client, pushed):
    client.force_login(pushed.alice)
    repository("alice/empty")

    links = read(client, "/explore/").links

    assert "/alice/app/" in links
    assert "/alice/notes/" not in links
    assert "/alice/empty/" not in links


@pytest.mark.parametrize("address", ["/search/", "/explore/"])
@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "x" * 3000,
        "q=%ff%fe",
        "page=-1",
        "page=0",
        "page=" + "9" * 30,
        "page=" + "9" * 5000,
        "page=%00",
        "page=two",
        "sort=%00",
        "sort=password",
        "architecture=%00&kind=no&category=&updated=never&os=linux&os=linux",
    ],
)
def test_it_answers_whatever_the_address_says(client, pushed, address, query):
    assert client.get(f"{address}?{query}").status_code == 200


def test_exploring_shows_what_is_popular_and_what_is_official(client, pushed):
    push(repository("library/nginx"), image("n"), tag="1", by=by(pushed.alice))
    Repository.objects.filter(full_name__startswith="alice/").update(weekly_pulls=2)

    page = read(client, "/explore/")

    assert page.text.index("Official images") < page.text.index("Popular this week")
    assert page.links.count("/alice/app/") == 2
    assert page.links.count("/_/nginx/") == 2
    assert "/alice/notes/" not in page.links
    assert "/search/?category=databases-and-storage" in page.links


def test_it_sorts_by_name(client, pushed):
    push(repository("alice/aaa"), image("a"), tag="1", by=by(pushed.alice))

    html = read(client, "/explore/?sort=name").html

    assert html.index("/alice/aaa/") < html.index("/alice/app/")


def test_it_cuts_into_pages(client, pushed, monkeypatch):
    monkeypatch.setattr(explore, "RESULTS_A_PAGE", 1)
    push(repository("alice/more"), image(), tag="1", by=by(pushed.alice))

    assert "1–1 of 2" in read(client, "/explore/").text
    assert "2–2 of 2" in read(client, "/explore/?page=2").text


def test_it_asks_as_much_for_many_as_for_one(client, pushed, django_assert_num_queries):
    both = index(image("a"), image("b", platform="linux/arm64/v8"))
    for number in range(3):
        push(repository(f"alice/n{number}"), both, tag="latest", by=by(pushed.alice))

    with django_assert_num_queries(8):
        client.get("/explore/")


@pytest.mark.parametrize("address", ["/", "/explore/", "/search/?q=app", "/alice/"])
def test_strangers_are_offered_nothing_archived(client, pushed, address):
    assert "/alice/app/" in read(client, address).links

    services.archive(repository=pushed.app, by=by(pushed.alice))

    assert "/alice/app/" not in read(client, address).links


@pytest.fixture
def harbour(pushed):
    """alice/app for two platforms; the private alice/notes for s390x, which nobody else may know of."""
    both = index(image("a"), image("b", platform="linux/arm64/v8"))
    push(pushed.app, both, tag="2.0", by=by(pushed.alice))
    push(pushed.notes, image("z", platform="linux/s390x"), tag="2", by=by(pushed.alice))
    dispatch()
    return pushed


def test_facets_say_nothing_of_what_is_private(client, harbour):
    assert "s390x" not in read(client, "/search/").text

    client.force_login(harbour.alice)
    assert "s390x" in read(client, "/search/").text


def test_a_facet_narrows_and_its_chip_takes_it_away(client, harbour):
    client.force_login(harbour.alice)

    page = read(client, "/search/?q=alice&architecture=arm64&page=1&sort=name")

    assert "/alice/app/" in page.links
    assert "/alice/notes/" not in page.links
    assert "1 result for “alice”" in page.text
    assert 'aria-label="Remove filter arm64"' in page.html
    assert "?q=alice&sort=name" in page.links


def test_filters_that_nothing_meets_can_be_cleared(client, harbour):
    page = read(client, "/search/?q=app&architecture=s390x")

    assert "Nothing matches these filters" in page.text
    assert "?q=app" in page.links


def test_it_sorts_by_stars(client, harbour):
    client.force_login(harbour.alice)
    Repository.objects.filter(full_name="alice/notes").update(star_count=3)

    html = read(client, "/search/?sort=stars").html

    assert html.index("/alice/notes/") < html.index("/alice/app/")
    assert "3 stars" in html


def test_it_sorts_by_pulls(client, harbour):
    client.force_login(harbour.alice)
    Repository.objects.filter(full_name="alice/notes").update(pull_count=3)

    html = read(client, "/search/?sort=pulls").html

    assert html.index("/alice/notes/") < html.index("/alice/app/")


def test_it_says_that_there_are_more_than_it_lists(client, harbour, monkeypatch):
    push(repository("alice/more"), image(), tag="1", by=by(harbour.alice))
    monkeypatch.setattr(pools, "SIZE", 1)
    monkeypatch.setattr(explore, "LISTED", 1)
    dispatch()

    found, listed = read(client, "/search/?q=alice"), read(client, "/explore/")

    assert "More than 1 results for “alice”" in found.text
    assert "Only 1 are listed. Search with more words" in found.text
    assert "1+" in found.text
    assert "More than 1 public repositories" in listed.text
    assert "Search to find the others" in listed.text


def test_searching_asks_as_much_for_many_as_for_one(
    client, harbour, django_assert_num_queries
):
    for number in range(3):
        one = repository(f"alice/app-{number}")
        push(one, image(str(number)), tag="latest", by=by(harbour.alice))

    with django_assert_num_queries(9):
        client.get("/search/?q=app&architecture=amd64")
