"""What typed words find, and in which order; the same before the worker indexed it as after."""

import pytest

from hub.access import actors, policy
from hub.events.dispatch import dispatch
from hub.repositories import services
from hub.repositories.models import Repository
from hub.search import find as find_in
from tests import world
from tests.world import by


@pytest.mark.parametrize(
    "text", ["ferris", "app ferris", "alice-bob", "pp", "not ferry or app"]
)
def test_it_finds_nothing_without_every_word(repository, find, text):
    repository("alice/app", description="A ferry", overview="timetables")

    assert find(text) == []


@pytest.mark.parametrize("text", ["*", '"', "-", "/_.-", "🦀", "\0", "( )", "%", "'"])
def test_separators_alone_find_nothing(repository, find, text):
    repository("alice/app", description="A ferry * % ' \" 🦀")

    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        'app"',
        '"app" OR (',
        "app\0",
        "app'; --",
        "app) AND (",
        "NEAR(app)",
        "name:app",
        "app" + " " * 10**6,
        "app:*",
        "app🦀",
        "app\ud800",
        "{app}",
        "^app",
    ],
)
def test_it_takes_any_text(repository, find, text):
    repository("alice/app", description="or near and not name")

    assert find(text) == ["alice/app"]


def test_it_bears_a_text_without_end(repository, find):
    repository("alice/app")

    assert find("9" * 10**6) == []
    assert find("app " * 10**5) == ["alice/app"]


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_typed_finds_everything_newest_first(repository, find, text):
    repository("alice/old")
    repository("alice/new")

    assert find(text) == ["alice/new", "alice/old"]


@pytest.mark.parametrize(
    "text",
    [
        "time-table",
        "alice",
        "ALICE/time",
        "table",
        "timet",
        "timetable",
        "cafe",
        "Café",
        "caf",
        "ferr time",
        "harbour",
        "imetab",
        "渡",
        "船時",
        "배",
    ],
)
def test_it_finds_words_and_their_beginnings(repository, find, text):
    repository(
        "alice/time-table",
        description="Ferry Café 渡船時刻表 배시간표",
        overview="# Harbour",
    )
    world.person("charlie")
    repository("charlie/unrelated", description="A tram")

    assert find(text) == ["alice/time-table"]


@pytest.mark.parametrize(
    "text", ["ferrry", "fery", "ferrx", "frery", "xferry", "app fery", "tmie-table"]
)
def test_it_forgives_a_typing_mistake_in_a_word(repository, find, text):
    repository("alice/time-table-app", description="A ferry")
    repository("alice/other", description="A tram")

    assert find(text) == ["alice/time-table-app"]


@pytest.mark.parametrize("text", ["ferrrrry", "ryfer", "axp", "ferrry tramm"])
def test_it_forgives_no_two_mistakes_and_none_in_short_words(repository, find, text):
    repository("alice/app", description="A ferry")

    assert find(text) == []


def test_what_is_written_as_typed_is_not_beside_what_is_nearly(repository, find):
    repository("alice/fern", star_count=9)
    repository("alice/ferns")
    repository("alice/ferry")

    assert find("fern") == ["alice/fern", "alice/ferns"]


def test_a_private_word_does_not_keep_a_mistake_from_being_forgiven(world, find):
    alice = by(world.alice)
    services.edit(repository=world.notes, by=alice, description="fery", overview="")
    find("")

    found = find_in(policy.visible_repositories(actors.ANONYMOUS), "fery")

    assert [row.full_name for row in found.repositories[:]] == ["alice/app"]


def test_the_best_comes_first(repository, find):
    world.person("ferry")
    repository("alice/overview", overview="By ferry.")
    repository("alice/a-jetferry")
    repository("alice/description", description="Runs a ferry.")
    repository("alice/my-ferry")
    repository("alice/ferryman")
    repository("alice/ferry")
    repository("alice/unrelated")

    assert find("ferry") == [
        "alice/ferry",
        "alice/ferryman",
        "alice/my-ferry",
        "alice/description",
        "alice/a-jetferry",
        "alice/overview",
    ]


def test_a_whole_name_comes_before_the_same_name_of_others(repository, find):
    world.person("bob")
    repository("alice/my-app")
    repository("bob/my-app")
    repository("bob/alice-my-app")

    assert find("alice/my-app")[0] == "alice/my-app"
    assert find("bob/my-app")[0] == "bob/my-app"
    assert find("bob my app")[0] == "bob/my-app"


def test_an_official_image_comes_before_its_namesakes(repository, find):
    official = repository("library/nginx")
    repository("alice/nginx")

    assert find("nginx") == [official.full_name, "alice/nginx"]


def test_of_equals_the_official_image_comes_first_then_the_one_with_most_stars(
    repository, find
):
    repository("alice/web-one", star_count=0)
    repository("library/web-two", star_count=1)
    repository("alice/web-three", star_count=7)
    repository("alice/web-four", star_count=0)
    repository("alice/site", description="web", star_count=99)

    assert find("web") == [
        "library/web-two",
        "alice/web-three",
        "alice/web-four",
        "alice/web-one",
        "alice/site",
    ]


def test_of_equals_the_last_pushed_comes_first(repository, find):
    repository("alice/ferry-b")
    repository("alice/ferry-a")
    repository("alice/ferry-c")

    assert find("ferry") == ["alice/ferry-c", "alice/ferry-a", "alice/ferry-b"]


def test_equals_that_nobody_pushed_to_stand_in_the_order_of_their_names(alice, find):
    for name in ("c", "a", "b"):
        world.repository(f"alice/ferry-{name}")

    assert find("ferry") == ["alice/ferry-a", "alice/ferry-b", "alice/ferry-c"]


def test_it_finds_the_words_of_an_edit_and_not_those_before(alice, repository, find):
    app = repository("alice/app", description="A ferry")
    dispatch()

    services.edit(repository=app, by=world.by(alice), description="A tram", overview="")

    assert find("ferry") == []
    assert find("tram") == ["alice/app"]


def test_it_does_not_find_what_is_deleted(alice, repository, find):
    app = repository("alice/app")
    dispatch()

    services.delete(repository=app, by=world.by(alice))

    assert find("app") == []


def test_it_finds_nothing_that_the_actor_may_not_see(world, find):
    find("")
    charlie = actors.of_session(world.charlie)
    bob = actors.of_session(world.bob)

    def names(actor):
        listed = policy.listed_repositories(actor)
        return [row.full_name for row in find_in(listed, "notes").repositories[:]]

    assert names(actors.ANONYMOUS) == []
    assert names(charlie) == []
    assert names(bob) == ["alice/notes"]


def test_it_reads_the_part_that_is_asked_for(
    repository, find, django_assert_num_queries
):
    for name in "abc":
        repository(f"alice/ferry-{name}")
    find("")

    found = find_in(Repository.objects.existing(), "ferry")

    assert (found.total, found.is_more) == (3, False)
    with django_assert_num_queries(1):
        assert [row.full_name for row in found.repositories[1:2]] == ["alice/ferry-b"]


@pytest.mark.parametrize(("is_told", "number"), [(True, 4), (False, 5)])
def test_it_asks_the_database_a_few_times(
    repository, is_told, number, django_assert_num_queries
):
    repository("alice/app")
    if is_told:
        dispatch()

    with django_assert_num_queries(number):
        find_in(Repository.objects.existing(), "app").repositories[:20]
