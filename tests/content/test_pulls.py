"""When a manifest was last pulled: noted in memory, written in batches, lost with nothing but a kill."""

import time
from datetime import UTC, datetime

import pytest
from django.db import OperationalError

from hub.content import collect, manifests, pulls
from hub.content.models import ManifestPull
from hub.events.record import THE_HUB
from tests.images import image, push
from tests.services.threads import at_once
from tests.world import build, by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_hand(monkeypatch):
    """Nothing is written but when the test says so."""
    monkeypatch.setattr(pulls, "_noted", {})
    monkeypatch.setattr(pulls.Writer, "start", lambda self: None)


@pytest.fixture
def manifest(world):
    return push(world.app, image(), tag="1.0", by=by(world.alice))


def pulled(manifest_id):
    """Unix seconds, or None."""
    row = ManifestPull.objects.filter(pk=manifest_id).first()
    return row and row.last_pulled_at.timestamp()


def away(_):
    raise OperationalError("the database is away")


def test_what_is_gone_meanwhile_is_no_error(world, manifest):
    pulls.note(manifest.pk)
    pulls.note(10**12)
    manifests.delete(repository=world.app, digest=manifest.digest, by=THE_HUB)

    pulls.write()

    assert not ManifestPull.objects.exists()
    assert pulls._noted == {}


def test_nothing_is_lost_while_the_database_is_away(manifest, monkeypatch):
    pulls.note(manifest.pk)
    with monkeypatch.context() as patch:
        patch.setattr(pulls, "write_batch", away)
        pulls.write()
    assert pulled(manifest.pk) is None

    pulls.write()

    assert pulled(manifest.pk)


def test_a_newer_note_outlives_the_one_that_is_put_back(monkeypatch):
    def noted_meanwhile(_):
        pulls._noted[7] = 2000.0
        raise OperationalError

    monkeypatch.setattr(pulls, "write_batch", noted_meanwhile)
    pulls._noted[7] = 1000.0

    pulls.write()

    assert pulls._noted == {7: 2000.0}


def test_it_keeps_no_more_than_so_many(monkeypatch):
    monkeypatch.setattr(pulls, "KEPT", 3)
    monkeypatch.setattr(pulls, "write_batch", away)

    for number in range(10):
        pulls.note(number)
        pulls.write()

    assert len(pulls._noted) == 3


def test_it_writes_when_it_was_pulled(manifest):
    before = time.time()
    pulls.note(manifest.pk)

    pulls.write()

    assert before - 1 < pulled(manifest.pk) <= time.time()


def test_the_later_time_stays(manifest):
    for moment in (2000.0, 3000.0, 1000.0):
        pulls.write_batch({manifest.pk: moment})

    assert pulled(manifest.pk) == 3000


def test_noting_asks_the_database_nothing(manifest, django_assert_num_queries):
    with django_assert_num_queries(0):
        for _ in range(1000):
            pulls.note(manifest.pk)


def test_a_batch_is_one_statement(world, django_assert_num_queries):
    for words in ("a", "b", "c"):
        pulls.note(push(world.app, image(words), by=by(world.alice)).pk)

    with django_assert_num_queries(1):
        pulls.write()

    assert ManifestPull.objects.count() == 3


def test_many_are_more_than_one_batch(manifest, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(pulls, "BATCH", 2)
    pulls._noted.update({manifest.pk + 1000 + n: 1.0 for n in range(4)})
    pulls.note(manifest.pk)

    with django_assert_num_queries(3):
        pulls.write()

    assert pulled(manifest.pk)


def test_deleting_a_manifest_deletes_it_too(world, manifest):
    pulls.write_batch({manifest.pk: 1.0})

    manifests.delete(repository=world.app, digest=manifest.digest, by=THE_HUB)

    assert not ManifestPull.objects.exists()


def test_what_nobody_has_any_more_is_collected(manifest):
    now = datetime.now(UTC)
    for pk in (manifest.pk, manifest.pk + 1):
        ManifestPull.objects.create(manifest_id=pk, last_pulled_at=now)

    collect.delete_pulls()

    assert [row.pk for row in ManifestPull.objects.all()] == [manifest.pk]


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_instant_do_not_disturb_each_other():
    world = build()
    made = [push(world.app, image(str(n)), by=by(world.alice)).pk for n in range(20)]

    at_once(8, lambda: pulls.write_batch(dict.fromkeys(made, time.time())))

    assert ManifestPull.objects.count() == 20
