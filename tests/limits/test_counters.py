"""Spending from a limit: refused beyond it, allowed again after its window, counted once for all processes."""

import os
import subprocess
import sys

import pytest

from hub import limits
from hub.limits.models import Counter
from tests.services import database
from tests.services.hub import ROOT
from tests.services.threads import at_once

pytestmark = pytest.mark.django_db


def spend():
    return limits.spend("a key", limit=2, window_seconds=60)


def test_it_refuses_beyond_the_limit(clock):
    spend(), spend()

    refused = spend()

    assert not refused.allowed
    assert refused.retry_after == 60


def test_it_says_what_remains(clock):
    assert [spend().remaining for _ in range(3)] == [2, 1, 0]


def test_it_says_how_long_to_wait(clock):
    spend(), spend()
    clock.pass_by(45)

    assert spend().retry_after == 15


def test_it_allows_again_after_the_window(clock):
    spend(), spend(), spend()
    clock.pass_by(60)

    assert spend().allowed
    assert Counter.objects.get().count == 1


def test_it_refuses_everything_at_a_limit_of_nothing(clock):
    assert not limits.spend("a key", limit=0, window_seconds=60).allowed


def test_it_counts_nothing_when_switched_off(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert limits.spend("a key", limit=None, window_seconds=60).allowed


def test_it_takes_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        spend()


def test_looking_spends_nothing(clock):
    spend()

    limits.look("a key", limit=2)

    assert limits.look("a key", limit=2).remaining == 1


def test_it_begins_anew_when_forgotten(clock):
    spend(), spend()

    limits.forget("a key")

    assert spend().remaining == 2


def test_it_deletes_windows_that_ended(clock):
    spend()
    clock.pass_by(30)
    limits.spend("another key", limit=2, window_seconds=60)
    clock.pass_by(30)

    limits.delete_ended()

    assert [counter.key for counter in Counter.objects.all()] == ["another key"]


@pytest.mark.django_db(transaction=True)
def test_callers_at_the_same_instant_share_no_count():
    allowances = at_once(10, spend)

    assert sorted(allowance.remaining for allowance in allowances) == [0] * 8 + [1, 2]
    assert Counter.objects.get().count == 10


@pytest.mark.django_db(transaction=True)
def test_processes_share_the_count():
    spend()

    said = subprocess.run(
        [sys.executable, "-c", SPEND_IN_ANOTHER_PROCESS],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database.url()},
    )

    assert said.stdout.strip() == "1"


SPEND_IN_ANOTHER_PROCESS = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "hub.settings"
import django; django.setup()
from hub import limits
print(limits.spend("a key", limit=2, window_seconds=60).remaining)
"""
