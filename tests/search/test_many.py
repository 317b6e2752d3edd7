"""Where more match than are looked at: which of them are, what the page is told, and that narrowing finds the others."""

import pytest

from hub.access import actors, policy
from hub.events.dispatch import dispatch
from hub.repositories.models import Repository
from hub.search import find, pools, suggest
from hub.search.facets import Facet
from tests import world
from tests.images import image, push
from tests.world import by


@pytest.fixture
def many(repository, monkeypatch):
    """Five ferries, with more stars the later they were made, of which three are looked at."""
    for stars, name in enumerate("abcde"):
        repository(f"alice/ferry-{name}", star_count=stars)
    dispatch()
    monkeypatch.setattr(pools, "SIZE", 3)


def names(found):
    return [row.full_name for row in found.repositories[:]]


def found(text="", **more):
    return find(Repository.objects.existing(), text, **more)


def test_the_most_starred_are_looked_at_and_it_says_that_there_are_more(many):
    ferries = found("ferry")

    assert names(ferries) == ["alice/ferry-e", "alice/ferry-d", "alice/ferry-c"]
    assert (ferries.total, ferries.is_more) == (3, True)


def test_what_is_called_just_so_and_what_is_official_is_among_them(many, repository):
    repository("alice/ferry", star_count=0)
    repository("library/my-ferry", star_count=0)
    dispatch()

    assert names(found("ferry")) == [
        "alice/ferry",
        "alice/ferry-e",
        "library/my-ferry",
    ]


def test_names_come_before_overviews_with_more_stars(many, repository):
    repository("alice/tram-one")
    for number in range(4):
        repository(f"alice/other-{number}", star_count=50, overview="tram")
    dispatch()

    assert names(found("tram"))[0] == "alice/tram-one"


@pytest.mark.parametrize(
    ("order", "first"),
    [(["-star_count", "-pk"], "alice/ferry-e"), (["full_name"], "alice/ferry-a")],
)
def test_an_order_is_that_of_all_of_them(many, order, first):
    assert names(found("ferry", order=order))[0] == first


def test_nothing_typed_looks_at_the_newest(many):
    assert names(found()) == ["alice/ferry-e", "alice/ferry-d", "alice/ferry-c"]
    assert found().is_more


def test_a_mistake_is_forgiven_among_many(many):
    assert names(found("ferrry")) == ["alice/ferry-e", "alice/ferry-d", "alice/ferry-c"]
    assert found("ferrry").is_misspelt


def test_suggestions_are_the_best_of_them(many):
    suggested = suggest(Repository.objects.existing(), "fer", 2)

    assert [row.full_name for row in suggested] == ["alice/ferry-e", "alice/ferry-d"]


@pytest.mark.parametrize("text", ["", "ferry", "ferrry"])
def test_narrowing_finds_what_was_not_looked_at(alice, many, text):
    rare = Repository.objects.get(full_name="alice/ferry-a")
    push(rare, image("z", platform="linux/s390x"), tag="1", by=by(alice))
    Repository.objects.filter(pk=rare.pk).update(pushed_at="2020-01-01T00:00Z")
    dispatch()

    narrowed = found(text, chosen={Facet.ARCHITECTURE: {"s390x"}})

    assert (names(narrowed), narrowed.is_more) == (["alice/ferry-a"], False)
    assert narrowed.counts[Facet.ARCHITECTURE]["s390x"] == 1
    assert narrowed.at_least == {Facet.ARCHITECTURE}


def test_numbers_that_may_be_larger_say_so(many):
    assert found("ferry").at_least == set(Facet)
    assert found("ferry-c").at_least == set()


def test_what_is_private_is_neither_found_nor_counted_among_many(many):
    Repository.objects.filter(full_name__lt="alice/ferry-d").update(is_private=True)
    charlie = actors.of_session(world.person("charlie"))

    for actor in (actors.ANONYMOUS, charlie):
        listed = policy.listed_repositories(actor)
        for text in ("", "ferry", "ferrry"):
            public = find(listed, text)
            assert sorted(names(public)) == ["alice/ferry-d", "alice/ferry-e"]
            assert public.counts[Facet.UPDATED]["week"] == 2
            assert not public.is_more
