"""Reading the log by key, in a bounded number of rows."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from hub.events import log
from hub.events.log import Asked
from hub.events.models import Event

pytestmark = pytest.mark.django_db
NOW = timezone.now()
EVERYTHING = Asked()


def happened(kind="tag.push", days_ago=0, **fields):
    at = NOW - timedelta(days=days_ago)
    return Event.objects.create(kind=kind, at=at, namespace="alice", **fields)


def page(asked=EVERYTHING, **options):
    return log.page(Event.objects.filter(namespace="alice"), asked, **options)


def test_older_goes_on_where_the_page_ended():
    oldest, middle, newest = (happened() for _ in range(3))

    first = page(size=2)
    assert first.events == [newest, middle]
    second = page(size=2, before=first.older)
    assert (second.events, second.older) == ([oldest], None)


def test_a_full_last_page_has_nothing_older():
    happened()

    assert page(size=1).older is None


def test_a_rare_kind_is_looked_for_a_window_at_a_time():
    rare = happened("grant.set")
    for _ in range(5):
        happened()

    first = page(Asked(kind="grant.set"), window=3)
    assert first.events == []
    second = page(Asked(kind="grant.set"), window=3, before=first.older)
    assert (second.events, second.older) == ([rare], None)


@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [(None, None, [3, 2, 1]), (2, None, [2, 1]), (None, 2, [3]), (2, 1, [2]), (9, 8, [])],
)  # fmt: skip
def test_it_shows_days(since, until, shown):
    events = {days: happened(days_ago=days) for days in (3, 2, 1)}
    edge = {
        name: NOW - timedelta(days=days) if days else None
        for name, days in (("since", since), ("until", until))
    }

    found = page(Asked(**edge)).events

    assert set(found) == {events[days] for days in shown}


@pytest.mark.parametrize(
    ("scope", "index"),
    [
        ({"repository_id": 7}, "event_repository"),
        ({"namespace": "alice"}, "event_namespace"),
        ({"actor_id": 7}, "event_actor"),
    ],
    ids=str,
)
def test_every_scope_is_read_in_the_order_of_an_index(scope, index):
    events = Event.objects.filter(**scope, pk__lt=10**6).order_by("-pk")[:50]

    plan = explained(events)

    assert index in plan
    assert "TEMP B-TREE" not in plan
    assert "Seq Scan" not in plan


def explained(events):
    """PostgreSQL walks a small table whole, unless it is told not to, and chooses among indexes by what is in them."""
    if connection.vendor == "postgresql":
        Event.objects.bulk_create(
            Event(kind="tag.push", namespace=f"n{number}", repository_id=number + 100)
            for number in range(2000)
        )
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {Event._meta.db_table}")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        return json.dumps(events.explain(format="json"))
    return events.explain()
