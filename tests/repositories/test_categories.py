"""Up to three categories a repository."""

import pytest
from django.db import IntegrityError, transaction

from hub.events.models import Event
from hub.repositories import categories
from hub.repositories.errors import TooManyCategories
from hub.repositories.models import Category, RepositoryCategory
from tests.world import by

FOUR = list(Category)[:4]


def categorize(world, chosen):
    categories.categorize(repository=world.app, by=by(world.alice), categories=chosen)


def test_a_fourth_is_refused_and_the_others_stay(world):
    categorize(world, FOUR[:2])

    with pytest.raises(TooManyCategories):
        categorize(world, FOUR)

    assert categories.of(world.app) == FOUR[:2]


@pytest.mark.parametrize("position", [0, 4])
def test_the_database_has_no_fourth_place(world, position):
    with pytest.raises(IntegrityError), transaction.atomic():
        RepositoryCategory.objects.create(
            repository=world.app, category=Category.SECURITY, position=position
        )


def test_the_last_choice_counts_and_is_told(world):
    categorize(world, FOUR[:3])

    categorize(world, [FOUR[3], FOUR[0], FOUR[3]])

    assert categories.of(world.app) == [FOUR[3], FOUR[0]]
    told = Event.objects.newest_first().first()
    assert told.kind == "repository.categorize"
    assert told.data == {"categories": [FOUR[3], FOUR[0]]}


def test_the_same_choice_again_is_no_event(world):
    categorize(world, FOUR[:2])
    before = Event.objects.count()

    categorize(world, FOUR[:2])

    assert Event.objects.count() == before
