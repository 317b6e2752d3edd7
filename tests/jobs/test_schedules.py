"""What runs every so often runs once for all workers, and never beside itself."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hub.jobs import every, schedules
from hub.jobs.models import Schedule
from tests.services.threads import at_once

from . import examples

pytestmark = pytest.mark.django_db
NAME = "tests.jobs.examples.note"


@pytest.fixture(autouse=True)
def only_this(monkeypatch):
    monkeypatch.setattr(schedules, "registered", {})
    every(3600)(examples.note)


def make_due():
    Schedule.objects.update(next_run_at=timezone.now() - timedelta(seconds=1))


def test_it_is_enqueued_when_it_is_first_seen():
    assert schedules.enqueue_due() == [NAME]
    assert DBTaskResult.objects.get().task_path == NAME


def test_it_is_not_enqueued_before_its_time():
    schedules.enqueue_due()

    assert schedules.enqueue_due() == []


def test_it_is_enqueued_again_when_it_is_due():
    schedules.enqueue_due()
    DBTaskResult.objects.update(status="SUCCESSFUL")
    make_due()

    assert schedules.enqueue_due() == [NAME]


@pytest.mark.parametrize("status", ["READY", "RUNNING"])
def test_it_waits_for_the_run_before(status):
    schedules.enqueue_due()
    DBTaskResult.objects.update(status=status)
    make_due()

    assert schedules.enqueue_due() == []
    assert DBTaskResult.objects.count() == 1


def test_it_leaves_alone_what_another_version_registered():
    Schedule.objects.create(name="hub.gone.jobs.gone")

    assert schedules.enqueue_due() == [NAME]


@pytest.mark.django_db(transaction=True)
def test_workers_that_come_together_enqueue_it_once():
    assert sum(at_once(6, schedules.enqueue_due), []) == [NAME]
    assert DBTaskResult.objects.count() == 1
