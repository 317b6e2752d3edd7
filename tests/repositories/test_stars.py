"""Stars, and a count that is never another number than theirs."""

import pytest

from hub.repositories import services, stars
from hub.repositories.models import Repository, Star
from tests.services.threads import at_once
from tests.world import build, by, person


def count_of(repository):
    return Repository.objects.get(pk=repository.pk).star_count


def test_it_refuses_what_was_deleted_meanwhile(world):
    services.delete(repository=world.app, by=by(world.alice))

    with pytest.raises(Repository.DoesNotExist):
        stars.give(repository=world.app, user=world.bob)


def test_twice_is_once(world):
    for _ in range(2):
        stars.give(repository=world.app, user=world.bob)
    assert count_of(world.app) == 1

    for _ in range(2):
        stars.take_back(repository=world.app, user=world.bob)
    assert count_of(world.app) == 0


@pytest.mark.django_db(transaction=True)
def test_the_count_is_exact_when_all_come_at_once():
    world = build()
    crowd = [person(f"guest{number}") for number in range(6)]
    stars.give(repository=world.app, user=world.charlie)
    guests = iter([*crowd, *crowd, world.charlie, world.charlie])

    def press():
        user = next(guests)
        act = stars.take_back if user == world.charlie else stars.give
        act(repository=world.app, user=user)

    at_once(14, press)

    assert count_of(world.app) == Star.objects.count() == len(crowd)
