"""Days are kept for so long; the sum of all times stays."""

from hub.jobs import every, job
from hub.statistics.models import DailyPulls


@every(24 * 60 * 60)
@job(lease=3600)
def delete_expired_days():
    DailyPulls.objects.expired().delete()
