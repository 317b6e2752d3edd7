"""Followers are told what happened: after it was committed, and whatever the other followers do."""

import pytest
from django.db import OperationalError, connection
from django_tasks_db.models import DBTaskResult

from hub.events import dispatch
from hub.events.jobs import tell_again
from hub.events.models import Event
from hub.events.record import THE_HUB, record
from hub.jobs import between

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch):
    """A follower of `test.happened`, and what it was told."""
    monkeypatch.setattr(dispatch, "followers", dispatch.defaultdict(list))
    events = []
    dispatch.follow("test.happened", events.append)
    return events


def happen(number, kind="test.happened"):
    return record(kind, by=THE_HUB, number=number)


def numbers(events):
    return [event.data["number"] for event in events]


def undispatched():
    return Event.objects.filter(dispatched_at=None).count()


def stumble(event):
    raise ValueError("no")


def test_it_tells_each_event_once_and_in_order(told):
    happen(1)
    happen(2)

    assert dispatch.dispatch() == 2
    assert dispatch.dispatch() == 0
    assert numbers(told) == [1, 2]


def test_it_passes_over_what_nobody_follows(told):
    happen(1, "test.unheard")

    dispatch.dispatch()

    assert told == []
    assert undispatched() == 0


def test_a_follower_that_fails_holds_up_nobody(told):
    dispatch.followers["test.happened"].insert(0, stumble)
    happen(1)
    happen(2)

    dispatch.dispatch()

    assert numbers(told) == [1, 2]
    assert undispatched() == 0


def test_what_a_failing_follower_wrote_is_undone(told):
    def write_and_stumble(event):
        happen(9, "test.half")
        raise ValueError

    dispatch.follow("test.happened", write_and_stumble)
    happen(1)

    dispatch.dispatch()

    assert not Event.objects.filter(kind="test.half").exists()


def test_a_follower_that_failed_is_told_again_by_a_job(told):
    fails = [True]

    def stumble_once(event):
        if fails.pop():
            fails.append(False)
            raise ValueError
        told.append(event)

    dispatch.followers["test.happened"] = [stumble_once]
    happen(1)

    dispatch.dispatch()
    job = DBTaskResult.objects.get()
    tell_again.func(*job.args_kwargs["args"])

    assert numbers(told) == [1]


def test_a_failing_query_of_a_follower_is_its_own(told):
    def ask_nonsense(event):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO events_event (id) VALUES (1)")

    dispatch.followers["test.happened"].insert(0, ask_nonsense)
    happen(1)

    dispatch.dispatch()

    assert numbers(told) == [1]


def test_nothing_is_handed_on_while_the_database_does_not_answer(told):
    def lose_the_database(event):
        raise OperationalError("database is locked")

    dispatch.followers["test.happened"].insert(0, lose_the_database)
    happen(1)

    with pytest.raises(OperationalError):
        dispatch.dispatch()

    assert told == []
    assert undispatched() == 1
    assert not DBTaskResult.objects.exists()


def test_a_follower_that_is_no_more_is_forgotten(told):
    event = happen(1)

    tell_again.func("hub.gone.follow", event.pk)

    assert told == []


def test_the_worker_does_it_between_its_jobs():
    assert dispatch.dispatch in between.registered
