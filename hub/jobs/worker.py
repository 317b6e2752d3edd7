"""Runs jobs, one at a time, until it is told to stop; a database that is locked or gone makes it wait, not exit."""

import logging
import os
import secrets
import select
import signal
import socket
import time

from django.db import Error, close_old_connections, connections, transaction
from django_tasks_db.compat import TaskContext, normalize_json
from django_tasks_db.models import DBTaskResult

from . import between, leases, reaper, schedules
from .job import DEFAULT_LEASE, NotAJob, job_of

logger = logging.getLogger(__name__)

POLL_SECONDS = 1
HOUSEKEEPING_SECONDS = 5
LONGEST_PAUSE_SECONDS = 30


class Interrupted(BaseException):
    """The worker was told to stop and the job did not end in time; it runs again elsewhere."""


class Worker:
    def __init__(self, *, grace_seconds=8):
        self.id = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.grace_seconds = grace_seconds
        self.is_stopping = False
        self.is_interruptible = False
        self.housekeeping_due_at = 0
        self.alarm, self.bell = os.pipe()

    # The loop

    def run(self):
        """Work until stop() is called."""
        logger.info("Worker %s is ready", self.id)
        pause = 1
        while not self.is_stopping:
            close_old_connections()
            try:
                worked = self.step()
                pause = 1
            except Error as error:
                logger.warning(
                    "The database does not answer, next try in %s s: %s", pause, error
                )
                connections.close_all()
                self.rest(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
                continue
            if not worked:
                self.rest(POLL_SECONDS)
        connections.close_all()
        logger.info("Worker %s has stopped", self.id)

    def step(self):
        """Do what is done between jobs, and run one; whether there was anything to do."""
        worked = between.run()
        self.keep_house()
        row = self.claim()
        if row is None:
            return worked
        self.work_on(row)
        return True

    def keep_house(self):
        if time.monotonic() >= self.housekeeping_due_at:
            self.housekeeping_due_at = time.monotonic() + HOUSEKEEPING_SECONDS
            reaper.reap()
            schedules.enqueue_due()

    def rest(self, seconds):
        """Sleep, but wake at once when told to stop."""
        if not self.is_stopping:
            select.select([self.alarm], [], [], seconds)

    # One job

    def claim(self):
        """The next job, marked as running here under a lease; None where nothing is due."""
        ready = DBTaskResult.objects.ready()
        # Read first: an idle worker must not take SQLite's one write lock every second.
        if not ready.exists():
            return None
        with transaction.atomic():
            row = ready.get_locked()
            if row is not None:
                row.claim(self.id)
                leases.take(row.id, worker_id=self.id, seconds=lease_of(row))
            return row

    def work_on(self, row):
        started = time.monotonic()
        try:
            with leases.renewed(row.id, worker_id=self.id, seconds=lease_of(row)):
                value = self.call(row)
        except Interrupted:
            self.release(row)
        # Whatever a job raises is its own failure, never the worker's.
        except (Exception, SystemExit) as error:
            self.fail(row, error)
        else:
            self.succeed(row, value)
            logger.info("Job %s took %.2f s", row.task_path, time.monotonic() - started)

    def call(self, row):
        job = job_of(row)
        context = (
            [TaskContext(task_result=row.task_result)] if job.takes_context else []
        )
        self.is_interruptible = True
        try:
            arguments = row.args_kwargs
            return normalize_json(
                job.call(*context, *arguments["args"], **arguments["kwargs"])
            )
        finally:
            self.is_interruptible = False

    # What became of it. Each writes only while the lease is still held: a job that was taken over is another's.

    def succeed(self, row, value):
        with transaction.atomic():
            if leases.give_up(row.id, worker_id=self.id):
                row.set_successful(value)

    def fail(self, row, error):
        attempts = len(row.worker_ids)
        again = may_fail_again(row, attempts)
        logger.error(
            "Job %s %s failed, attempt %s%s",
            row.task_path,
            row.id,
            attempts,
            ", runs again" if again else "",
            exc_info=error,
        )
        with transaction.atomic():
            if not leases.give_up(row.id, worker_id=self.id):
                return
            row.set_failed(error)
            if again:
                put_back(row, run_after=row.task.next_attempt_at(attempts))

    def release(self, row):
        """Hand the job back as if it had not been started: stopping a worker is no failure of the job."""
        with transaction.atomic():
            if leases.give_up(row.id, worker_id=self.id):
                row.worker_ids = row.worker_ids[:-1]
                put_back(row, run_after=row.run_after)
        logger.warning("Job %s %s was handed back", row.task_path, row.id)

    # Signals

    def stop(self, *_):
        """Finish the running job, or interrupt it when the grace is over. Told twice, at once."""
        grace = 0.01 if self.is_stopping else self.grace_seconds
        self.is_stopping = True
        signal.setitimer(signal.ITIMER_REAL, grace)
        os.write(self.bell, b"!")

    def interrupt(self, *_):
        if self.is_interruptible:
            self.is_interruptible = False
            raise Interrupted

    def listen(self):
        """Stop on SIGTERM and SIGINT."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        signal.signal(signal.SIGALRM, self.interrupt)


def lease_of(row):
    try:
        return job_of(row).lease
    except NotAJob:
        return DEFAULT_LEASE


def may_fail_again(row, attempts):
    try:
        return job_of(row).may_fail_again(attempts)
    except NotAJob:
        return False


def put_back(row, *, run_after):
    row.status, row.run_after, row.finished_at = "READY", run_after, None
    row.save(update_fields=["status", "run_after", "finished_at", "worker_ids"])
