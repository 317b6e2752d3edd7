"""A job whose worker died runs again."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hub.jobs import reaper
from hub.jobs.job import LOST_WORKERS_ALLOWED
from hub.jobs.models import Lease
from hub.jobs.worker import Worker

from . import examples

pytestmark = pytest.mark.django_db


@pytest.fixture
def lost(notes):
    """A job that runs on a worker that is gone."""
    examples.note.enqueue(str(notes), "done")
    claimed = Worker().claim()
    Lease.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    return claimed


def test_it_leaves_a_job_whose_lease_holds(lost):
    Lease.objects.update(expires_at=timezone.now() + timedelta(seconds=30))

    assert reaper.reap() == 0
    assert DBTaskResult.objects.get().status == "RUNNING"


def test_it_gives_the_job_to_another_worker(lost, notes, run_jobs):
    assert reaper.reap() == 1

    run_jobs()

    assert notes.read_text() == "done\n"
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_it_gives_up_a_job_that_takes_its_workers_down(lost):
    patience = examples.note.retries + LOST_WORKERS_ALLOWED
    DBTaskResult.objects.update(worker_ids=["dead"] * (patience + 1))

    reaper.reap()

    assert DBTaskResult.objects.get().status == "FAILED"
    assert "WorkerLost" in DBTaskResult.objects.get().exception_class_path


def test_the_second_reaper_finds_nothing(lost):
    assert reaper.take_back(lost.id)

    assert not reaper.take_back(lost.id)


def test_it_leaves_a_job_whose_worker_was_only_slow(lost):
    """It was seen lapsed, and renewed before it was taken."""
    Lease.objects.update(expires_at=timezone.now() + timedelta(seconds=30))

    assert not reaper.take_back(lost.id)
    assert Lease.objects.exists()
