"""Repositories: whose they are, who else may use them, and every name they were ever reached by."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.namespaces.models import Namespace, Team
from hub.oci import names
from hub.repositories.fields import BytewiseCharField

DESCRIPTION_LENGTH = 100
CATEGORIES_AT_MOST = 3
# What is shown to people who did not ask for it by name: an empty one is its owner's business only.
OFFERED = models.Q(pushed_at__isnull=False, archived_at=None)
OFFICIAL = models.Q(full_name__startswith=f"{names.LIBRARY}/")


class RepositoryQuerySet(models.QuerySet):
    def existing(self):
        # An anti-join, not a join: the few inactive ones are read once, and an index of repositories alone gives the order.
        inactive = Namespace.objects.filter(pk=OuterRef("namespace"), is_active=False)
        return self.filter(~Exists(inactive), deleted_at=None)

    def named(self, name):
        """By the name it has or one it had; `name` is a names.Name."""
        return self.filter(
            names__namespace__name=name.namespace,
            names__namespace__is_active=True,
            names__name=name.name,
        )

    def public(self):
        return self.filter(is_private=False)

    def private(self):
        return self.filter(is_private=True)

    def offered(self):
        return self.filter(OFFERED)

    def empty(self):
        """Public ones that nobody else is offered before an image is in them."""
        return self.public().filter(pushed_at=None)

    def popular(self):
        """What was pulled this week, the most pulled first."""
        return self.filter(weekly_pulls__gt=0).order_by("-weekly_pulls", "-pk")

    def starred_by(self, user):
        """The last starred first."""
        return self.filter(stars__user=user).order_by("-stars__created_at", "-pk")

    def newest_first(self):
        return self.order_by(models.F("pushed_at").desc(nulls_last=True), "-pk")


class Repository(models.Model):
    """`full_name` repeats the current name from RepositoryName, so that the hot look-ups and every list are one table."""

    namespace = models.ForeignKey(
        Namespace, on_delete=models.PROTECT, related_name="repositories"
    )
    full_name = BytewiseCharField(max_length=names.FULL_LENGTH, unique=True)
    is_private = models.BooleanField(default=False)
    description = models.CharField(max_length=DESCRIPTION_LENGTH, blank=True)
    overview = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    pushed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    star_count = models.PositiveIntegerField(default=0)
    # Both are summed up by hub.statistics, the second by its `weekly`.
    pull_count = models.PositiveBigIntegerField(
        default=0, help_text=_("How often it was pulled in all.")
    )
    weekly_pulls = models.PositiveBigIntegerField(
        default=0, help_text=_("How often it was pulled in the last seven days.")
    )
    archived_at = models.DateTimeField(
        null=True, blank=True, help_text=_("Since then it is pulled and not changed.")
    )
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = RepositoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "repositories"
        indexes = [
            models.Index(
                fields=["namespace"],
                name="repository_private",
                condition=models.Q(is_private=True, deleted_at=None),
            ),
            models.Index(
                fields=["deleted_at"],
                name="repository_deleted",
                condition=models.Q(deleted_at__isnull=False),
            ),
            models.Index(
                models.F("star_count").desc(),
                models.F("id").desc(),
                name="repository_starred",
            ),
            models.Index(
                models.F("pull_count").desc(),
                models.F("id").desc(),
                name="repository_pulled",
            ),
            models.Index(
                models.F("weekly_pulls").desc(),
                models.F("id").desc(),
                name="repository_pulled_lately",
                condition=models.Q(weekly_pulls__gt=0),
            ),
            # All that a list of what is public asks of a row: it is counted, and cut into pages far behind, by this alone.
            models.Index(
                models.F("pushed_at").desc(),
                models.F("id").desc(),
                models.F("namespace"),
                name="repository_offered",
                condition=OFFERED & models.Q(is_private=False, deleted_at=None),
            ),
        ]

    def __str__(self):
        return self.full_name

    @property
    def parsed_name(self) -> names.Name:
        return names.Name(*self.full_name.split("/", 1))

    @property
    def name(self):
        """The part after the slash."""
        return self.parsed_name.name

    @property
    def familiar_name(self):
        return self.parsed_name.familiar

    @property
    def is_public(self):
        return not self.is_private

    @property
    def is_archived(self):
        return self.archived_at is not None

    @property
    def is_official(self):
        return self.parsed_name.namespace == names.LIBRARY


class RepositoryName(models.Model):
    """A name a repository has or had, by which it is pulled. It stays taken until the repository is purged."""

    namespace = models.ForeignKey(
        Namespace, on_delete=models.PROTECT, related_name="repository_names"
    )
    name = BytewiseCharField(max_length=names.REPOSITORY_LENGTH)
    repository = models.ForeignKey(
        Repository, on_delete=models.CASCADE, related_name="names"
    )
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["namespace", "name"], name="repository_name_is_taken_once"
            ),
            models.UniqueConstraint(
                fields=["repository"],
                condition=models.Q(is_current=True),
                name="repository_has_one_current_name",
            ),
        ]
        indexes = [
            models.Index(
                fields=["name"],
                name="repository_name_alone",
                condition=models.Q(is_current=True),
            )
        ]

    def __str__(self):
        return f"{self.namespace}/{self.name}"


class Role(models.TextChoices):
    """read: pull. write: and push, move tags. admin: and delete, edit, visibility, collaborators."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


class Grant(models.Model):
    """What a collaborator, or everybody in a team, may do with one repository."""

    repository = models.ForeignKey(
        Repository, on_delete=models.CASCADE, related_name="grants"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="grants",
    )
    team = models.ForeignKey(
        Team, on_delete=models.CASCADE, null=True, blank=True, related_name="grants"
    )
    role = models.CharField(max_length=5, choices=Role)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["user__username"]
        constraints = [
            models.UniqueConstraint(
                fields=["repository", "user"], name="one_grant_a_person"
            ),
            models.UniqueConstraint(
                fields=["repository", "team"], name="one_grant_a_team"
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, team=None)
                | models.Q(user=None, team__isnull=False),
                name="grant_to_a_person_or_a_team",
            ),
        ]

    def __str__(self):
        return f"{self.user or self.team} on {self.repository}: {self.role}"


class Category(models.TextChoices):
    """Docker Hub's list, and its words in addresses."""

    API = "api-management", _("API management")
    CONTENT = "content-management-system", _("Content management system")
    DATA_SCIENCE = "data-science", _("Data science")
    DATABASES = "databases-and-storage", _("Databases & storage")
    LANGUAGES = "languages-and-frameworks", _("Languages & frameworks")
    DELIVERY = "integration-and-delivery", _("Integration & delivery")
    THINGS = "internet-of-things", _("Internet of things")
    MACHINE_LEARNING = "machine-learning-and-ai", _("Machine learning & AI")
    QUEUES = "message-queues", _("Message queues")
    MONITORING = "monitoring-and-observability", _("Monitoring & observability")
    NETWORKING = "networking", _("Networking")
    OPERATING_SYSTEMS = "operating-systems", _("Operating systems")
    SECURITY = "security", _("Security")
    WEB_SERVERS = "web-servers", _("Web servers")
    WEB_ANALYTICS = "web-analytics", _("Web analytics")


class RepositoryCategory(models.Model):
    """One of at most three: there are no more positions."""

    repository = models.ForeignKey(
        Repository, on_delete=models.CASCADE, related_name="categories"
    )
    category = models.CharField(max_length=40, choices=Category)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "repository categories"
        constraints = [
            models.UniqueConstraint(
                fields=["repository", "position"], name="one_category_a_position"
            ),
            models.UniqueConstraint(
                fields=["repository", "category"], name="category_is_chosen_once"
            ),
            models.CheckConstraint(
                condition=models.Q(position__range=(1, CATEGORIES_AT_MOST)),
                name="three_categories_at_most",
            ),
        ]

    def __str__(self):
        return f"{self.repository}: {self.category}"


class Star(models.Model):
    """A person's mark on a repository. `Repository.star_count` counts them, see hub.repositories.stars."""

    repository = models.ForeignKey(
        Repository, on_delete=models.CASCADE, related_name="stars"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stars"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "repository"], name="one_star_a_person"
            )
        ]

    def __str__(self):
        return f"{self.user} on {self.repository}"
