"""Namespaces: the one table of names that people and organisations own, and of words nobody may have.

A row is never deleted: a freed name would be handed to somebody else, together with every script that trusts it.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from hub.oci import names


class NamespaceQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True).exclude(kind=Namespace.Kind.RESERVED)


class Namespace(models.Model):
    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANISATION = "organisation"
        RESERVED = "reserved"

    name = models.CharField(max_length=names.NAMESPACE_LENGTH, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="namespace",
        help_text="The person whose name this is; nobody for organisations and reserved words.",
    )
    private_repositories = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Private repositories allowed. Empty: the hub's default.",
    )
    has_unlimited_private_repositories = models.BooleanField(default=False)
    pushes_are_private = models.BooleanField(
        default=False, help_text="Whether a repository made by a push starts private."
    )
    is_verified = models.BooleanField(
        default=False, help_text="A publisher whose name operators vouch for."
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NamespaceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(name=Lower("name")),
                name="namespace_name_is_lower_case",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="person", owner__isnull=False)
                | (~models.Q(kind="person") & models.Q(owner=None)),
                name="namespace_of_a_person_has_its_owner",
            ),
        ]
        indexes = [
            models.Index(
                fields=["name"],
                name="namespace_verified",
                condition=models.Q(is_verified=True),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_library(self):
        return self.name == names.LIBRARY

    @property
    def allowance(self):
        """How many private repositories it may have; None: as many as it likes."""
        if self.has_unlimited_private_repositories:
            return None
        if self.private_repositories is None:
            return settings.HUB_PRIVATE_REPOSITORIES
        return self.private_repositories


class Membership(models.Model):
    """What a person is in a namespace; the owner of a personal one has a row here like everybody else."""

    class Role(models.TextChoices):
        OWNER = "owner"
        MEMBER = "member"

    namespace = models.ForeignKey(
        Namespace, on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=6, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["namespace", "user"], name="one_membership_a_person"
            )
        ]

    def __str__(self):
        return f"{self.user} in {self.namespace}: {self.role}"
