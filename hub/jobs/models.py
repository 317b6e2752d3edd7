"""What the layer adds to a task's row: who is running it until when, and when a schedule is due."""

from django.db import models
from django.utils import timezone


class LeaseQuerySet(models.QuerySet):
    def lapsed(self):
        return self.filter(expires_at__lt=timezone.now())


class Lease(models.Model):
    """The worker's claim on a running job. Whoever deletes the row decides what becomes of the job."""

    task_id = models.UUIDField(primary_key=True)
    worker_id = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)

    objects = LeaseQuerySet.as_manager()


class ScheduleQuerySet(models.QuerySet):
    def due(self):
        return self.filter(next_run_at__lte=timezone.now())


class Schedule(models.Model):
    """When a repeated job runs next, and the run that was enqueued last."""

    name = models.CharField(max_length=200, primary_key=True)
    next_run_at = models.DateTimeField(default=timezone.now)
    last_task_id = models.UUIDField(null=True)

    objects = ScheduleQuerySet.as_manager()
