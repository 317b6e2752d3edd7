"""What operators say to everybody, whom they invite, and what people report to them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.oci import names
from hub.repositories.models import Repository

PERSON = {
    "to": settings.AUTH_USER_MODEL,
    "on_delete": models.SET_NULL,
    "null": True,
    "blank": True,
    "related_name": "+",
}


class Banner(models.Model):
    """There is one; without text it is not shown."""

    class Level(models.TextChoices):
        INFO = "info", _("For information")
        WARN = "warn", _("Warning")
        BAD = "bad", _("Trouble")

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE)
    text = models.CharField(max_length=300, blank=True)
    level = models.CharField(max_length=4, choices=Level, default=Level.INFO)
    until = models.DateTimeField(
        null=True, blank=True, help_text=_("Empty: until it is taken away.")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_banner")
        ]

    def __str__(self):
        return self.text or "–"

    @property
    def is_shown(self):
        return bool(self.text) and (self.until is None or timezone.now() < self.until)


class Invitation(models.Model):
    """Lets one person sign up, once."""

    secret_sha256 = models.BinaryField(max_length=32, unique=True, editable=False)
    note = models.CharField(
        max_length=100, help_text=_("Whom it is for. Only operators see it.")
    )
    created_by = models.ForeignKey(**PERSON)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(**PERSON)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.note


class Report(models.Model):
    """What somebody thinks is wrong with a public repository. The name stays when the repository goes."""

    class Reason(models.TextChoices):
        MALWARE = "malware", _("Harmful software")
        IMPERSONATION = "impersonation", _("Pretends to be somebody else")
        SECRETS = "secrets", _("Holds somebody's secrets or personal data")
        RIGHTS = "rights", _("Breaks copyright or a licence")
        SPAM = "spam", _("Spam or advertisement")
        OTHER = "other", _("Something else")

    class Decision(models.TextChoices):
        DISMISSED = "dismissed", _("Nothing is wrong")
        NOTED = "noted", _("Tell the owner")
        SUSPENDED = "suspended", _("Suspend the namespace")

    repository = models.ForeignKey(
        Repository,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
    )
    full_name = models.CharField(max_length=names.FULL_LENGTH)
    reporter = models.ForeignKey(**PERSON)
    reason = models.CharField(max_length=13, choices=Reason)
    text = models.TextField(max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)
    decision = models.CharField(max_length=9, choices=Decision, blank=True)
    note = models.TextField(
        max_length=2000,
        blank=True,
        help_text=_("Mailed to the owner. Says nothing of who reported it."),
    )
    decided_by = models.ForeignKey(**PERSON)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["repository", "reporter"],
                condition=models.Q(decided_at=None),
                name="one_open_report_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_at=None)
                | (~models.Q(decision="") & models.Q(decided_at__isnull=False)),
                name="decided_at_the_decision",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], name="report_open", condition=models.Q(decided_at=None)
            )
        ]

    def __str__(self):
        return f"{self.full_name}: {self.get_reason_display()}"

    @property
    def namespace(self):
        """The name of the one it was in when it was reported."""
        return self.full_name.partition("/")[0]

    @property
    def is_elsewhere(self):
        """Whether it was renamed or moved since, and is there."""
        return self.is_there and self.repository.full_name != self.full_name

    @property
    def is_there(self):
        return self.repository is not None and self.repository.deleted_at is None

    @property
    def addressee(self):
        """The name of the namespace whose owners get the note: those whom the suspension hits, else those who can act."""
        if self.decision == self.Decision.SUSPENDED or not self.is_there:
            return self.namespace
        return self.repository.parsed_name.namespace

    @property
    def is_open(self):
        return self.decided_at is None
