"""Who wants to hear of new tags."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from hub.repositories.models import Repository


class WatchQuerySet(models.QuerySet):
    def by(self, user):
        return self.filter(user=user)

    def newest_first(self):
        return self.order_by("-created_at", "-pk")


class Watch(models.Model):
    repository = models.ForeignKey(
        Repository, on_delete=models.CASCADE, related_name="watches"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watches"
    )
    created_at = models.DateTimeField(default=timezone.now)
    told_up_to = models.BigIntegerField(
        help_text="The number of the last event that a mail was made of."
    )

    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "watches"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "repository"], name="one_watch_a_person"
            )
        ]

    def __str__(self):
        return f"{self.user} on {self.repository}"
