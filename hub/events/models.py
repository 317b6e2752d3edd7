"""What happened: one row, written in the transaction that did it, so that a tag's history has no gaps.

Rows are only added: hub/events/append_only.py has the database refuse the rest.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EventQuerySet(models.QuerySet):
    def of_repository(self, repository):
        return self.filter(repository_id=repository.pk)

    def of_tag(self, repository, tag):
        return self.of_repository(repository).filter(tag=tag)

    def newest_first(self):
        return self.order_by("-pk")


class Event(models.Model):
    """It names things by number and by text, with no foreign key upwards: an event outlives what it tells of."""

    kind = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)
    # Without an index of its own: event_actor begins with it.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
    )
    credential = models.CharField(
        max_length=60,
        blank=True,
        help_text=_("What the actor showed: session, token:7, …"),
    )
    address = models.GenericIPAddressField(null=True, blank=True)
    namespace = models.CharField(max_length=39, blank=True)
    repository_id = models.BigIntegerField(null=True, blank=True)
    repository = models.CharField(max_length=168, blank=True)
    tag = models.CharField(max_length=128, blank=True)
    digest = models.CharField(max_length=135, blank=True)
    data = models.JSONField(default=dict, blank=True)
    dispatched_at = models.DateTimeField(null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["repository_id", "tag", "-id"], name="event_history"),
            models.Index(fields=["namespace", "-id"], name="event_namespace"),
            models.Index(
                fields=["repository_id", "-id"],
                name="event_repository",
                condition=models.Q(repository_id__isnull=False),
            ),
            models.Index(fields=["actor", "-id"], name="event_actor"),
            models.Index(fields=["at"], name="event_at"),
            models.Index(
                fields=["id"],
                name="event_undispatched",
                condition=models.Q(dispatched_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.repository or self.namespace}{':' + self.tag if self.tag else ''}"


class Pruning(models.Model):
    """A row stands here only inside a transaction that may delete events."""
