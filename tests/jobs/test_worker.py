"""`manage.py work` as a process: killed, told to stop, and with a database that does not answer."""

import signal

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from tests.services.processes import eventually

from . import examples

pytestmark = pytest.mark.django_db(transaction=True)


def status():
    return DBTaskResult.objects.get(task_path__startswith="tests.").status


def has_ended():
    return status() == "SUCCESSFUL"


def test_it_runs_what_is_enqueued(start_worker, notes):
    start_worker()

    examples.note.enqueue(str(notes), "done")

    eventually(has_ended)
    assert notes.read_text() == "done\n"


def test_a_job_whose_worker_is_killed_runs_again(start_worker, notes):
    examples.hang_once.enqueue(str(notes))
    first = start_worker()
    eventually(lambda: "started" in notes.read_text())

    first.kill()
    start_worker()

    eventually(has_ended)
    assert notes.read_text() == "started\nstarted\nended\n"


def test_it_hands_a_job_back_that_outlasts_its_grace(start_worker, notes):
    examples.hang_once.enqueue(str(notes))
    worker = start_worker("--grace", "0.2")
    eventually(lambda: "started" in notes.read_text())

    worker.stop()

    assert worker.process.returncode == 0
    assert status() == "READY"
    assert DBTaskResult.objects.get(task_path__startswith="tests.").worker_ids == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once_when_idle(start_worker, number):
    worker = start_worker()

    worker.process.send_signal(number)

    assert worker.process.wait(10) == 0
    assert "has stopped" in worker.log_text()


def test_it_goes_on_when_the_database_did_not_answer(start_worker, notes):
    with transaction.atomic():
        hold_the_write_lock()
        worker = start_worker()
        examples.note.enqueue(str(notes), "done")
        eventually(lambda: "does not answer" in worker.log_text())

    eventually(has_ended, seconds=40)
    assert worker.is_running()


def hold_the_write_lock():
    """SQLite's one belongs to every transaction here."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(DBTaskResult._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")


def test_it_goes_on_when_its_connections_are_cut(start_worker, notes):
    worker = start_worker()
    eventually(cut_its_connections)

    examples.note.enqueue(str(notes), "done")

    eventually(has_ended)
    assert worker.is_running()


def cut_its_connections():
    """As a restart of PostgreSQL does; SQLite's are files. False while there are none."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'worker'"
        )
        return bool(cursor.fetchall())


def test_two_workers_share_the_jobs(start_worker, tmp_path):
    start_worker()
    start_worker()
    paths = [tmp_path / str(number) for number in range(30)]

    with transaction.atomic():
        for path in paths:
            examples.note.enqueue(str(path), "done")

    eventually(
        lambda: (
            not DBTaskResult.objects.filter(task_path__startswith="tests.")
            .exclude(status="SUCCESSFUL")
            .exists()
        )
    )
    assert [path.read_text() for path in paths] == ["done\n"] * 30
