"""What the worker does between jobs: too small and too frequent to be a row each time."""

import pytest
from django.db import OperationalError

from hub.jobs import between, between_jobs
from hub.jobs.worker import Worker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_else(monkeypatch):
    monkeypatch.setattr(between, "registered", [])


def test_one_that_fails_does_not_keep_the_others_from_their_turn(caplog):
    done = []

    @between_jobs
    def broken():
        raise ValueError("broken")

    @between_jobs
    def whole():
        done.append("whole")
        return 1

    assert between.run()
    assert done == ["whole"]
    assert "broken failed" in caplog.text


def test_a_database_that_does_not_answer_is_for_the_worker_to_bear():
    @between_jobs
    def away():
        raise OperationalError("gone")

    with pytest.raises(OperationalError):
        between.run()


@pytest.mark.parametrize(("did", "worked"), [(0, False), (3, True)])
def test_the_worker_comes_again_at_once_while_there_is_something_to_do(did, worked):
    between_jobs(lambda: did)
    worker = Worker()
    worker.housekeeping_due_at = float("inf")

    assert worker.step() is worked
