"""The sums of the last seven days, which lists are put in order by."""

from datetime import timedelta

import pytest

from hub.repositories.models import Repository
from hub.statistics import weekly
from hub.statistics.models import DailyPulls, today

pytestmark = pytest.mark.django_db


def pulled(repository, days_ago, pulls, tag="1.0"):
    DailyPulls.objects.create(
        repository=repository,
        day=today() - timedelta(days=days_ago),
        tag=tag,
        client="docker",
        pulls=pulls,
    )


def sums():
    return dict(Repository.objects.values_list("full_name", "weekly_pulls"))


def test_it_sums_seven_days_and_nothing_before(world):
    pulled(world.app, 0, 2)
    pulled(world.app, 6, 3, tag="2.0")
    pulled(world.app, 7, 100)

    weekly.refresh()

    assert sums() == {"alice/app": 5, "alice/notes": 0}


def test_what_is_pulled_no_more_is_popular_no_more(world):
    pulled(world.app, 6, 3)
    weekly.refresh()
    DailyPulls.objects.update(day=today() - timedelta(days=7))

    assert weekly.refresh() == 1
    assert sums()["alice/app"] == 0


def test_it_writes_what_differs_only_however_many_there_are(world, monkeypatch):
    monkeypatch.setattr(weekly, "AT_ONCE", 1)
    pulled(world.app, 1, 3)
    pulled(world.notes, 1, 4)

    assert weekly.refresh() == 2
    assert weekly.refresh() == 0
    assert sums() == {"alice/app": 3, "alice/notes": 4}
