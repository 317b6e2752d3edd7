"""How often what was pulled: sums of a day, for DAYS_KEPT days, and never an address.

The sum of all times is `Repository.pull_count`.
"""

from datetime import UTC, datetime, timedelta

from django.db import models

from hub.oci import names
from hub.repositories.models import Repository

DAYS_KEPT = 90
PLATFORM_LENGTH = 100
CLIENT_LENGTH = 20


class DailyPullsQuerySet(models.QuerySet):
    def of_repository(self, repository):
        return self.filter(repository=repository)

    def between(self, first, last):
        """Both days count."""
        return self.filter(day__gte=first, day__lte=last)

    def expired(self):
        return self.filter(day__lte=today() - timedelta(days=DAYS_KEPT))


class DailyPulls(models.Model):
    """`tag` is empty for what no tag leads to, `platform` for what is for none."""

    repository = models.ForeignKey(
        Repository, on_delete=models.CASCADE, related_name="daily_pulls"
    )
    day = models.DateField(db_index=True)
    tag = models.CharField(max_length=names.TAG_LENGTH, blank=True)
    platform = models.CharField(max_length=PLATFORM_LENGTH, blank=True)
    client = models.CharField(max_length=CLIENT_LENGTH)
    pulls = models.PositiveBigIntegerField()

    objects = DailyPullsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "daily pulls"
        constraints = [
            models.UniqueConstraint(
                fields=["repository", "day", "tag", "platform", "client"],
                name="pulls_are_summed",
            )
        ]

    def __str__(self):
        return f"{self.repository_id} on {self.day}: {self.pulls}"


def today():
    """Days are UTC, whatever zone the hub or the reader lives in."""
    return datetime.now(UTC).date()
