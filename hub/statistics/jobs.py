"""Days are kept for so long, the sum of all times stays, and the sums of a week follow the days."""

from hub.jobs import every, job
from hub.statistics import weekly
from hub.statistics.models import DailyPulls


@every(24 * 60 * 60)
@job(lease=3600)
def delete_expired_days():
    DailyPulls.objects.expired().delete()


@every(10 * 60)
@job(lease=3600)
def sum_week():
    weekly.refresh()
