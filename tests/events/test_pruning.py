"""Old events go, but for those that a tag's history still shows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub.events import pruning
from hub.events.models import Event, Pruning

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=31)


@pytest.fixture(autouse=True)
def a_month(settings, monkeypatch):
    settings.HUB_ACTIVITY = timedelta(days=30)
    monkeypatch.setattr(pruning, "BATCH", 2)


def happened(kind, at=LONG_AGO, **fields):
    return Event.objects.create(kind=kind, at=at, dispatched_at=at, **fields)


def pushed(**fields):
    return happened("tag.push", **{"repository_id": 7, "tag": "1.0"} | fields)


def left():
    pruning.prune()
    return list(Event.objects.order_by("pk"))


def test_young_ones_stay():
    young = happened("grant.set", at=NOW)

    assert left() == [young]


def test_one_that_nobody_was_told_of_stays():
    waiting = happened("grant.set")
    Event.objects.filter(pk=waiting.pk).update(dispatched_at=None)

    assert left() == [waiting]


def test_a_tag_keeps_its_history():
    pushes = [pushed(), pushed(), pushed(tag="2.0")]

    assert left() == pushes


def test_old_ones_go_in_batches():
    for _number in range(5):
        happened("grant.set")
    young = happened("grant.set", at=NOW)

    assert pruning.prune() == 5
    assert left() == [young]
    assert not Pruning.objects.exists()


def test_the_history_of_a_tag_that_is_gone_goes():
    pushed()
    happened("tag.delete", repository_id=7, tag="1.0")
    again = pushed()

    assert left() == [again]


def test_the_history_of_a_repository_that_is_gone_goes():
    pushed()
    happened("repository.delete", repository_id=7)

    assert left() == []


def test_a_restored_repository_keeps_its_history():
    push = pushed()
    happened("repository.delete", repository_id=7)
    happened("repository.restore", repository_id=7)

    assert left() == [push]


def test_one_that_is_deleted_again_loses_it():
    pushed()
    happened("repository.delete", repository_id=7)
    happened("repository.restore", repository_id=7)
    happened("repository.delete", repository_id=7)

    assert left() == []


def test_a_restored_tag_keeps_what_was_before_it_was_deleted():
    tag = {"repository_id": 7, "tag": "1.0"}
    kept = [pushed(), happened("tag.delete", **tag), happened("tag.restore", **tag)]

    assert left() == kept


def test_a_restored_tag_that_is_deleted_again_loses_it():
    tag = {"repository_id": 7, "tag": "1.0"}
    pushed()
    happened("tag.delete", **tag)
    happened("tag.restore", **tag)
    happened("tag.delete", **tag)

    assert left() == []


def test_nothing_goes_where_the_log_is_kept_for_ever(settings):
    settings.HUB_ACTIVITY = timedelta()
    event = happened("grant.set")

    assert left() == [event]
