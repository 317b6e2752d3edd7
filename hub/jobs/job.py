"""What a job is: a function that the worker calls later, with its patience when it fails."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import SuspiciousOperation
from django.utils import timezone
from django_tasks_db.compat import Task

# For a row whose job this version of the hub does not know.
DEFAULT_LEASE = 60
# A job that takes its worker down with it must not do so for ever, however patient it was declared.
LOST_WORKERS_ALLOWED = 3


class NotAJob(Exception):
    """The row names something that is not a job in this version of the hub."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Task):
    """A task that knows what to do when it fails.

    `retries`: how often it runs again after an exception. `backoff`: seconds before the first of them, doubled each
    time. `lease`: seconds after which a silent worker is taken for dead; the worker renews it while the job runs.
    """

    retries: int = 3
    backoff: float = 5
    lease: float = DEFAULT_LEASE

    def may_fail_again(self, attempts):
        return attempts <= self.retries

    def may_be_lost_again(self, attempts):
        return attempts <= self.retries + LOST_WORKERS_ALLOWED

    def next_attempt_at(self, attempts):
        return timezone.now() + timedelta(seconds=self.backoff * 2 ** (attempts - 1))


def job(function=None, **options):
    """Make a module-level function a Job: `@job` or `@job(retries=5, backoff=10, lease=120)`.

    `function.enqueue(...)` is one INSERT, in the caller's transaction; arguments are JSON.
    """

    def make(function):
        return Job(func=function, **options)

    return make(function) if function else make


def job_of(row):
    """The Job that a task's row names; raises NotAJob."""
    try:
        job = row.task
    except (ImportError, SuspiciousOperation) as error:
        raise NotAJob(row.task_path) from error
    if not isinstance(job, Job):
        raise NotAJob(row.task_path)
    return job
