"""People, and the secrets they give to machines: access tokens they make, docker logins that `docker login` makes.

A secret is long and random, so what is stored is its plain SHA-256, looked up by index.
"""

import uuid

from django.contrib.auth.models import (
    AbstractBaseUser,
    PermissionsMixin,
)
from django.contrib.auth.models import (
    UserManager as DjangoUserManager,
)
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.namespaces.models import Introduction, Namespace
from hub.oci import names


class Scope(models.TextChoices):
    """Docker Hub's four, each holding the ones before it."""

    PUBLIC_READ = "repo:public_read"
    READ = "repo:read"
    WRITE = "repo:write"
    ADMIN = "repo:admin"


class Withheld(models.TextChoices):
    """What an access token can be without, whatever its scope holds."""

    PUSH = "push"
    MOVE = "move"  # a tag from one image to another
    DELETE = "delete"
    EDIT = "edit"  # the page


class UserManager(DjangoUserManager):
    def create_user(self, username, email=None, password=None, **extra):
        # createsuperuser comes by here; the services stand on this module.
        from hub.accounts.services import sign_up

        return sign_up(
            username=username,
            email=email or "",
            password=password,
            is_email_confirmed=True,
            **extra,
        )

    def create_superuser(self, username, email=None, password=None, **extra):
        return self.create_user(
            username, email, password, is_staff=True, is_superuser=True, **extra
        )

    def get_by_natural_key(self, username):
        return self.get(username=username.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. `username` is the name of their namespace, in lower case; it does not change."""

    username = models.CharField(max_length=names.NAMESPACE_LENGTH, unique=True)
    email = models.EmailField(unique=True)
    is_staff = models.BooleanField(
        default=False,
        help_text=_("An operator: may open these pages, owns the official images."),
    )
    is_active = models.BooleanField(default=True)
    has_two_factor = models.BooleanField(
        default=False, help_text=_("Then a password opens nothing but the pages.")
    )
    language = models.CharField(
        max_length=10,
        blank=True,
        help_text=_("In which the hub writes to them. Empty: its own."),
    )
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    def __str__(self):
        return self.username

    def get_short_name(self):
        return self.username

    def save(self, *args, **kwargs):
        # Django clears `_password` when it only upgrades the hash. Every way of changing a password ends
        # here: pages, admin and commands alike.
        has_new_password = self.pk is not None and self._password is not None
        super().save(*args, **kwargs)
        if has_new_password:
            self.docker_logins.live().update(revoked_at=timezone.now())


class CredentialQuerySet(models.QuerySet):
    def live(self):
        """Those that still open a door: not revoked, not expired."""
        return self.filter(revoked_at=None).exclude(expires_at__lte=timezone.now())

    def ended(self):
        now = timezone.now()
        return self.filter(
            models.Q(revoked_at__isnull=False) | models.Q(expires_at__lte=now)
        )


class SecretCredential(models.Model):
    secret_sha256 = models.BinaryField(max_length=32, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    last_used_address = models.GenericIPAddressField(null=True, blank=True)
    last_used_client = models.CharField(max_length=120, blank=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_expired(self):
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def is_live(self):
        return self.revoked_at is None and not self.is_expired


class AccessToken(SecretCredential):
    """Points at a namespace and at who made it, so that organisations can have tokens too."""

    namespace = models.ForeignKey(
        Namespace, on_delete=models.PROTECT, related_name="access_tokens"
    )
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="access_tokens"
    )
    label = models.CharField(max_length=100)
    scope = models.CharField(max_length=16, choices=Scope)
    # Patterns of hub.oci.patterns.
    repositories = models.JSONField(
        default=list,
        blank=True,
        help_text=_(
            "What it is for, by name or like alice/web-*. Elsewhere it may only pull what is public. Empty: all that its owner may."
        ),
    )
    # Of Withheld.
    withheld = models.JSONField(
        default=list,
        blank=True,
        help_text=_("What it may not do, though its scope would let it."),
    )
    # Of hub/accounts/reminders.py: the last one that was sent.
    reminded_days_before = models.PositiveSmallIntegerField(
        null=True, blank=True, editable=False
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.label


class DockerLogin(SecretCredential):
    """A refresh token, which docker calls an identity token. It inherits scope and expiry of the credential
    it came from and dies with it."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="docker_logins"
    )
    access_token = models.ForeignKey(
        AccessToken,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="docker_logins",
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"docker login of {self.user}"


class BrowserSession(AbstractBaseSession):
    """A row of hub/accounts/sessions.py; without a user as long as nobody is signed in."""

    handle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        related_name="browser_sessions",
    )
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(default=timezone.now)
    address = models.GenericIPAddressField(null=True)
    client = models.CharField(max_length=200, blank=True)

    @classmethod
    def get_session_store_class(cls):
        from hub.accounts.sessions import SessionStore

        return SessionStore


class Profile(Introduction):
    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True)

    def __str__(self):
        return self.display_name or self.user.username
