"""Takes jobs from workers that died: a lease that lapsed is a job that runs again."""

import logging

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from .job import NotAJob, job_of
from .models import Lease

logger = logging.getLogger(__name__)


class WorkerLost(Exception):
    """The workers that ran this job died so often that it is not given to another."""


def reap():
    """How many jobs were taken from workers that are silent."""
    lapsed = Lease.objects.lapsed().values_list("task_id", flat=True)
    return sum(take_back(task_id) for task_id in list(lapsed))


@transaction.atomic
def take_back(task_id):
    """Whether the lease was still lapsed when its row was deleted: a heartbeat or another reaper may come first."""
    if not Lease.objects.lapsed().filter(task_id=task_id).delete()[0]:
        return False
    row = DBTaskResult.objects.running().filter(id=task_id).first()
    if row is None:
        return False
    if may_run_again(row):
        logger.warning(
            "Job %s %s lost its worker and runs again", row.task_path, row.id
        )
        row.status, row.run_after = "READY", timezone.now()
        row.save(update_fields=["status", "run_after"])
    else:
        row.set_failed(WorkerLost(len(row.worker_ids)))
    return True


def may_run_again(row):
    try:
        return job_of(row).may_be_lost_again(len(row.worker_ids))
    except NotAJob:
        return False
