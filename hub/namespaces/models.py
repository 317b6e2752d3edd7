"""Namespaces: the one table of names that people and organisations own, and of words nobody may have.

A row is never deleted: a freed name would be handed to somebody else, together with every script that trusts it.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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
        help_text=_(
            "The person whose name this is; nobody for organisations and reserved words."
        ),
    )
    private_repositories = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text=_("Private repositories allowed. Empty: the hub's default."),
    )
    has_unlimited_private_repositories = models.BooleanField(default=False)
    pushes_are_private = models.BooleanField(
        default=False,
        help_text=_("Whether a repository made by a push starts private."),
    )
    is_verified = models.BooleanField(
        default=False, help_text=_("A publisher whose name operators vouch for.")
    )
    # Its file, which hub/namespaces/pictures.py keeps.
    picture = models.CharField(
        max_length=32,
        blank=True,
        help_text=_("Empty: the flag drawn from the name."),
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
            ),
            # Every list asks for these, to leave their repositories out; there are few.
            models.Index(
                fields=["id"],
                name="namespace_inactive",
                condition=models.Q(is_active=False),
            ),
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
        """owner: everything. editor: makes repositories, and all that can be done with them. member: what teams and
        grants give."""

        OWNER = "owner"
        EDITOR = "editor"
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


class Introduction(models.Model):
    """What people and organisations say of themselves."""

    display_name = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=160, blank=True)
    link = models.URLField(max_length=200, blank=True)
    place = models.CharField(max_length=60, blank=True)

    class Meta:
        abstract = True


class OrganisationProfile(Introduction):
    """A person's is with their account."""

    namespace = models.OneToOneField(
        Namespace, on_delete=models.CASCADE, primary_key=True, related_name="profile"
    )

    def __str__(self):
        return self.display_name or self.namespace.name


# Who may make repositories in a namespace, and do everything with those that are there.
MANAGING = (Membership.Role.OWNER, Membership.Role.EDITOR)


class Team(models.Model):
    """Members of an organisation who are granted repositories together."""

    namespace = models.ForeignKey(
        Namespace, on_delete=models.CASCADE, related_name="teams"
    )
    name = models.CharField(max_length=names.NAMESPACE_LENGTH)
    memberships = models.ManyToManyField(
        Membership, through="TeamMember", related_name="teams"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["namespace", "name"], name="one_team_a_name"
            )
        ]

    def __str__(self):
        return f"{self.namespace}/{self.name}"


class TeamMember(models.Model):
    """It hangs on the membership: whoever leaves the organisation leaves its teams."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="in_teams"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "membership"], name="once_in_a_team"
            )
        ]

    def __str__(self):
        return f"{self.membership.user} in {self.team}"


INVITATION_LIFE = timedelta(days=7)
INVITATION_KEPT = timedelta(days=30)  # so long it can be sent again


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Those that can still be accepted."""
        return self.filter(sent_at__gt=timezone.now() - INVITATION_LIFE)


class Invitation(models.Model):
    """To join an organisation: for a person by name, or for whoever has an address."""

    namespace = models.ForeignKey(
        Namespace, on_delete=models.CASCADE, related_name="invitations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
    )
    email = models.EmailField(blank=True, help_text="In lower case.")
    role = models.CharField(max_length=6, choices=Membership.Role)
    team = models.ForeignKey(
        Team,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations",
        help_text="Of the organisation; whoever accepts is in it.",
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(default=timezone.now)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, email="")
                | (models.Q(user=None) & ~models.Q(email="")),
                name="invitation_of_a_person_or_an_address",
            ),
            models.UniqueConstraint(
                fields=["namespace", "user"], name="one_invitation_a_person"
            ),
            models.UniqueConstraint(
                fields=["namespace", "email"],
                condition=~models.Q(email=""),
                name="one_invitation_an_address",
            ),
        ]

    def __str__(self):
        return f"{self.to} to {self.namespace}"

    @property
    def to(self):
        return self.user.username if self.user_id else self.email

    @property
    def ends_at(self):
        return self.sent_at + INVITATION_LIFE

    @property
    def is_open(self):
        return self.ends_at > timezone.now()

    def is_for(self, user):
        if self.user_id:
            return self.user_id == user.pk
        others = user.emailaddress_set.filter(email=self.email, verified=True)
        return self.email == user.email or others.exists()
