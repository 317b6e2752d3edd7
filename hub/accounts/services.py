"""What becomes of an account: made, given another password, suspended, put in charge."""

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.accounts import emails
from hub.accounts.errors import EmailTaken, PasswordRefused
from hub.accounts.models import User
from hub.events.record import By, record
from hub.namespaces.services import claim_personal, require_free


@transaction.atomic
def sign_up(
    *,
    username,
    email,
    password,
    language="",
    is_email_confirmed=False,
    is_staff=False,
    is_superuser=False,
) -> User:
    """A person, their address and their namespace, together or not at all.

    Raises NamespaceInvalid, NamespaceTaken, EmailTaken, PasswordRefused. `password` None: nobody can sign in with one.
    """
    username, email = username.strip().lower(), email.strip().lower()
    require_free(username)
    emails.require_free(email)
    user = User(
        username=username,
        email=email,
        language=language,
        is_staff=is_staff,
        is_superuser=is_superuser,
    )
    if password is not None:
        require_good_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
            emails.add_first(user=user, is_confirmed=is_email_confirmed)
    except IntegrityError as error:
        # Of two who ask for one name in the same instant both found it free.
        require_free(username)
        raise EmailTaken(email) from error
    claim_personal(user=user, name=username)
    record("account.sign_up", by=By(user.pk), namespace=username)
    return user


def require_good_password(password, user):
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise PasswordRefused(error.messages) from error


@transaction.atomic
def set_password(*, user, password, by):
    """Ends the docker logins of the old one, and every session but those the door keeps. Raises PasswordRefused."""
    require_good_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    record("account.set_password", by=by, namespace=user.username)


def set_language(*, user, language):
    """In which the hub writes to them from now on."""
    User.objects.filter(pk=user.pk).update(language=language)
    user.language = language


@transaction.atomic
def set_two_factor(*, user, is_on, by):
    """While it is on, docker is let in by access tokens only. Docker logins that it stopped do not come back after it."""
    others = User.objects.filter(pk=user.pk).exclude(has_two_factor=is_on)
    if others.update(has_two_factor=is_on):
        if not is_on:
            by_password = user.docker_logins.filter(access_token=None, revoked_at=None)
            by_password.update(revoked_at=timezone.now())
        record("account.two_factor", by=by, namespace=user.username, is_on=is_on)
    user.has_two_factor = is_on


@transaction.atomic
def deactivate(*, user, by, reason=""):
    """They may do nothing from the next request on; what is theirs stays."""
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        user.docker_logins.filter(revoked_at=None).update(revoked_at=timezone.now())
        record("account.deactivate", by=by, namespace=user.username, reason=reason)


@transaction.atomic
def activate(*, user, by, reason=""):
    """They may do again what they might before; docker has to log in anew."""
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        record("account.activate", by=by, namespace=user.username, reason=reason)


@transaction.atomic
def make_operator(*, user, by):
    """An operator may open the admin, and owns the official images."""
    set_staff(user, is_staff=True, by=by)


@transaction.atomic
def make_ordinary(*, user, by):
    set_staff(user, is_staff=False, by=by)


def set_staff(user, *, is_staff, by):
    others = User.objects.filter(pk=user.pk).exclude(
        is_staff=is_staff, is_superuser=is_staff
    )
    if others.update(is_staff=is_staff, is_superuser=is_staff):
        record("account.staff", by=by, namespace=user.username, is_staff=is_staff)
