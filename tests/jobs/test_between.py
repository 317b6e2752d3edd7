"""What the worker does between jobs."""

import pytest
from django.db import OperationalError

from hub.jobs import between


@pytest.fixture
def calls(monkeypatch):
    monkeypatch.setattr(between, "registered", [])
    return []


def test_it_says_whether_there_was_anything_to_do(calls):
    assert not between.run()

    between.between_jobs(lambda: 0)
    assert not between.run()

    between.between_jobs(lambda: 2)
    assert between.run()


def test_one_that_fails_does_not_keep_the_others_from_their_turn(calls):
    def stumble():
        raise ValueError

    between.between_jobs(stumble)
    between.between_jobs(lambda: calls.append(1) or 1)

    assert between.run()
    assert calls == [1]


def test_the_worker_is_told_when_the_database_does_not_answer(calls):
    def lose_the_database():
        raise OperationalError

    between.between_jobs(lose_the_database)

    with pytest.raises(OperationalError):
        between.run()
