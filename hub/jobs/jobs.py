"""The layer's own job: rows of jobs that ended are kept for a while, then deleted."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from . import every, job

KEPT_AFTER_SUCCESS = timedelta(days=1)
KEPT_AFTER_FAILURE = timedelta(days=30)


@every(3600)
@job
def delete_ended_jobs():
    now = timezone.now()
    ended = DBTaskResult.objects.filter
    ended(status="SUCCESSFUL", finished_at__lt=now - KEPT_AFTER_SUCCESS).delete()
    ended(status="FAILED", finished_at__lt=now - KEPT_AFTER_FAILURE).delete()
