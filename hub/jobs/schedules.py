"""What runs every so often. The worker that first sees one due enqueues it, once for all workers."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .job import Job


@dataclass(frozen=True)
class Every:
    seconds: float
    job: Job


registered: dict[str, Every] = {}


def every(seconds):
    """Run a job every so many seconds: `@every(3600)` above `@job`. No run is enqueued before the last one ended."""

    def register(job):
        registered[job.module_path] = Every(seconds, job)
        return job

    return register


def enqueue_due():
    """The names of the schedules that this call enqueued."""
    from .models import Schedule

    known = set(Schedule.objects.values_list("name", flat=True))
    Schedule.objects.bulk_create(
        [Schedule(name=name) for name in registered.keys() - known],
        ignore_conflicts=True,
    )
    due = Schedule.objects.filter(name__in=registered).due()
    return [name for name in due.values_list("name", flat=True) if enqueue(name)]


@transaction.atomic
def enqueue(name):
    """Whether it was still due: of workers that come together, the row lock lets one through."""
    from .models import Schedule

    schedule = Schedule.objects.select_for_update().due().filter(name=name).first()
    if schedule is None:
        return False
    seconds, job = registered[name].seconds, registered[name].job
    schedule.next_run_at = timezone.now() + timedelta(seconds=seconds)
    starts = not is_unfinished(schedule.last_task_id)
    if starts:
        schedule.last_task_id = job.enqueue().id
    schedule.save()
    return starts


def is_unfinished(task_id):
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.filter(
        id=task_id, status__in=["READY", "RUNNING"]
    ).exists()
