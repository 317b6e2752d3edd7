"""Who runs what: a lease is taken with the job, renewed while it runs, and lapses with its worker."""

import logging
import threading
from contextlib import contextmanager
from datetime import timedelta

from django.db import Error, connection
from django.utils import timezone

from .models import Lease

logger = logging.getLogger(__name__)


def take(task_id, *, worker_id, seconds):
    """In the transaction that claims the job. A lease left over from an earlier run is taken over."""
    Lease.objects.update_or_create(
        task_id=task_id,
        defaults={"worker_id": worker_id, "expires_at": _after(seconds)},
    )


def renew(task_id, *, worker_id, seconds):
    """Whether the lease was still this worker's."""
    held = Lease.objects.filter(task_id=task_id, worker_id=worker_id)
    return bool(held.update(expires_at=_after(seconds)))


def give_up(task_id, *, worker_id):
    """Whether the lease was still this worker's; only then may it write what became of the job."""
    held = Lease.objects.filter(task_id=task_id, worker_id=worker_id)
    return bool(held.delete()[0])


@contextmanager
def renewed(task_id, *, worker_id, seconds):
    """Renew the lease from a thread of its own for as long as the block runs."""
    ended = threading.Event()

    def beat():
        while not ended.wait(seconds / 3):
            try:
                if not renew(task_id, worker_id=worker_id, seconds=seconds):
                    logger.error("Job %s was taken over by another worker", task_id)
                    return
            except Error as error:
                logger.warning(
                    "Could not renew the lease of job %s: %s", task_id, error
                )
            finally:
                connection.close()

    thread = threading.Thread(target=beat, name=f"lease-{task_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _after(seconds):
    return timezone.now() + timedelta(seconds=seconds)
