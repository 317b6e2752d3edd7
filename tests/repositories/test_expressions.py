"""OneOf, which is IN on SQLite and an array on PostgreSQL: the same answers, alone, turned round and within a condition."""

import pytest
from django.db.models import Q

from hub.repositories.expressions import Few, OneOf
from hub.repositories.models import Repository
from tests.world import repository


def named(beginning):
    return Repository.objects.filter(full_name__startswith=beginning)


@pytest.fixture
def of_alice(world):
    repository("bob/tool")
    return OneOf("pk", Few(named("alice/").values("pk")))


def full_names(condition):
    return set(Repository.objects.filter(condition).values_list("full_name", flat=True))


@pytest.mark.parametrize("few", [named("nobody/"), named("alice/").none()])
def test_nothing_is_one_of_nothing(world, few):
    nothing = OneOf("pk", Few(few.values("pk")))

    assert full_names(nothing) == set()
    assert full_names(~Q(nothing)) == full_names(Q())


def test_what_is_one_of_them_is_told_from_what_is_not(of_alice):
    mine, others = full_names(of_alice), full_names(~Q(of_alice))

    assert mine
    assert all(name.startswith("alice/") for name in mine)
    assert others
    assert not any(name.startswith("alice/") for name in others)


def test_it_is_a_part_of_a_condition(of_alice):
    public = full_names(Q(is_private=False))

    assert full_names(Q(of_alice) | Q(is_private=False)) == public | full_names(
        of_alice
    )


def test_it_stands_in_a_subquery(of_alice):
    found = Repository.objects.filter(of_alice).order_by("-pk").values("pk")[:1]

    assert Repository.objects.get(pk__in=found).full_name.startswith("alice/")
