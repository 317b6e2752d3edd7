"""The worker's claim on a job: renewed while it runs, worth nothing once it is another's."""

import uuid

import pytest
from django.utils import timezone

from hub.jobs import leases
from hub.jobs.models import Lease
from tests.services.processes import eventually

pytestmark = pytest.mark.django_db(transaction=True)
JOB = uuid.UUID(int=1)


@pytest.fixture
def lease():
    leases.take(JOB, worker_id="ours", seconds=0)


def is_held():
    return Lease.objects.filter(expires_at__gt=timezone.now()).exists()


def test_it_is_not_renewed_for_another(lease):
    assert not leases.renew(JOB, worker_id="theirs", seconds=60)
    assert not is_held()


def test_it_is_not_given_up_by_another(lease):
    assert not leases.give_up(JOB, worker_id="theirs")
    assert Lease.objects.exists()


def test_it_is_given_up_once(lease):
    assert leases.give_up(JOB, worker_id="ours")
    assert not leases.give_up(JOB, worker_id="ours")


def test_it_is_renewed_while_the_job_runs(lease):
    with leases.renewed(JOB, worker_id="ours", seconds=0.9):
        eventually(is_held)


def test_it_says_so_when_the_job_was_taken_over(lease, caplog):
    with leases.renewed(JOB, worker_id="theirs", seconds=0.1):
        eventually(lambda: "taken over" in caplog.text)
