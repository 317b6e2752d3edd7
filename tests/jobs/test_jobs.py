"""A job runs after its transaction commits, and again when it fails."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hub.jobs.models import Lease
from hub.jobs.worker import Worker

from . import examples

pytestmark = pytest.mark.django_db


def row(result):
    return DBTaskResult.objects.get(id=result.id)


def test_it_is_gone_when_its_transaction_is_rolled_back():
    with transaction.atomic():
        examples.note.enqueue("/nowhere", "never")
        transaction.set_rollback(True)

    assert not DBTaskResult.objects.exists()


def test_it_is_enqueued_by_one_insert(django_assert_num_queries):
    with django_assert_num_queries(1) as captured:
        examples.note.enqueue("/nowhere", "later")

    assert captured.captured_queries[0]["sql"].startswith("INSERT")


def test_it_runs(notes, run_jobs):
    result = examples.note.enqueue(str(notes), "done")

    run_jobs()

    assert notes.read_text() == "done\n"
    assert row(result).status == "SUCCESSFUL"
    assert not Lease.objects.exists()


def test_it_does_not_run_before_its_time(notes, run_jobs):
    later = timezone.now() + timedelta(hours=1)
    examples.note.using(run_after=later).enqueue(str(notes), "early")

    run_jobs()

    assert notes.read_text() == ""


def test_it_runs_again_after_a_failure(notes, run_jobs):
    result = examples.fail_until.enqueue(str(notes), 2)

    run_jobs()

    assert notes.read_text() == "tried\n" * 3
    assert row(result).status == "SUCCESSFUL"


def test_it_stays_failed_when_its_retries_are_used_up(notes, run_jobs):
    result = examples.fail_until.enqueue(str(notes), 99)

    run_jobs()

    assert notes.read_text() == "tried\n" * 3
    assert row(result).status == "FAILED"
    assert "not yet" in row(result).traceback


def test_it_waits_twice_as_long_before_each_retry():
    before = timezone.now()
    job = examples.note

    waits = [(job.next_attempt_at(n) - before).total_seconds() for n in (1, 2, 3)]

    assert [round(wait) for wait in waits] == [5, 10, 20]


def test_it_fails_where_its_result_is_no_json(run_jobs):
    result = examples.give_back_what_is_no_json.enqueue()

    run_jobs()

    assert row(result).status == "FAILED"


def test_it_fails_where_this_version_does_not_know_it(run_jobs):
    result = examples.note.enqueue("/nowhere", "")
    DBTaskResult.objects.update(task_path="tests.jobs.examples.gone")

    run_jobs()

    assert row(result).status == "FAILED"
    assert "NotAJob" in row(result).exception_class_path


def test_it_is_told_which_attempt_it_is(notes, run_jobs):
    examples.say_attempt.enqueue(str(notes))

    run_jobs()

    assert notes.read_text() == "1"


def test_it_leaves_a_job_alone_that_another_worker_took_over(notes):
    """Its lease lapsed while it ran: what became of the job is for the other to say."""
    result = examples.note.enqueue(str(notes), "done")
    worker = Worker()
    claimed = worker.claim()
    Lease.objects.update(worker_id="another")

    worker.work_on(claimed)

    assert row(result).status == "RUNNING"
    assert Lease.objects.filter(worker_id="another").exists()


def test_an_idle_worker_takes_no_write_lock(django_assert_num_queries):
    worker = Worker()

    with django_assert_num_queries(1):
        assert worker.claim() is None
