"""A person's e-mail addresses: the primary one, to which the hub writes, and others that open the account too.

They are rows of allauth's table, whose flows read it; `User.email` repeats the primary one, and the two change together here.
An address is one person's once it is confirmed. Before, it is a claim, which keeps nobody from it and tells nobody whose it is.
"""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction

from hub.accounts.errors import (
    EmailKept,
    EmailTaken,
    EmailUnconfirmed,
    TooManyAddresses,
)
from hub.accounts.locking import lock
from hub.accounts.models import User
from hub.events.record import record

A_PERSON = 10


def add_first(*, user, is_confirmed):
    EmailAddress.objects.create(
        user=user, email=user.email, primary=True, verified=is_confirmed
    )


def require_free(email):
    """Raises EmailTaken."""
    email = email.strip().lower()
    if User.objects.filter(email=email).exists() or confirmed_as(email).exists():
        raise EmailTaken(email)


def require_unproved(email):
    """For whoever has proved that it is theirs: as `release` would have it. Raises EmailTaken."""
    email = email.strip().lower()
    if not settings.HAS_MAIL:
        require_free(email)
    elif confirmed_as(email).exists():
        raise EmailTaken(email)


def confirmed_as(email):
    return EmailAddress.objects.filter(email=email, verified=True)


def require_confirmed(user):
    """A hub that can send mail wants to know that an address is its owner's; raises EmailUnconfirmed."""
    if settings.HAS_MAIL and not primary(user).filter(verified=True).exists():
        raise EmailUnconfirmed


def primary(user):
    return EmailAddress.objects.filter(user=user, primary=True)


def of_user(user):
    """The primary one first."""
    return EmailAddress.objects.filter(user=user).order_by("-primary", "pk")


def confirmed(user) -> set:
    rows = EmailAddress.objects.filter(user=user, verified=True)
    return set(rows.values_list("email", flat=True))


@transaction.atomic
def add(*, user, email, by) -> EmailAddress:
    """A claim, until `confirm`. Whether somebody else has it is not said. Raises TooManyAddresses, EmailTaken (by oneself)."""
    email = email.strip().lower()
    lock(user)
    mine = EmailAddress.objects.filter(user=user)
    if mine.filter(email=email).exists():
        raise EmailTaken(email)
    if mine.count() >= A_PERSON:
        raise TooManyAddresses(A_PERSON)
    record("account.add_email", by=by, namespace=user.username)
    return EmailAddress.objects.create(user=user, email=email)


def is_anothers(address) -> bool:
    """Confirmed by somebody else: a claim on it comes to nothing."""
    return confirmed_as(address.email).exclude(user=address.user_id).exists()


@transaction.atomic
def confirm(*, address, by):
    """Its owner followed the link that was sent there; raises EmailTaken when somebody else was first."""
    if is_anothers(address):
        raise EmailTaken(address.email)
    release(address.email, proved_by=address.user_id)
    try:
        with transaction.atomic():
            EmailAddress.objects.filter(pk=address.pk).update(verified=True)
    except IntegrityError as error:
        raise EmailTaken(address.email) from error
    record("account.confirm_email", by=by, namespace=address.user.username)


def release(email, *, proved_by=None):
    """Take it from an account that was made with it and never confirmed it. Where no mail is sent nobody could have."""
    if not settings.HAS_MAIL:
        return
    unproved = User.objects.filter(email=email).exclude(pk=proved_by)
    owners = confirmed_as(email).values("user")
    for user in unproved.exclude(pk__in=owners).select_for_update():
        nowhere = f"{user.username}@unconfirmed.invalid"
        User.objects.filter(pk=user.pk).update(email=nowhere)
        primary(user).update(email=nowhere)


@transaction.atomic
def make_primary(*, address, by):
    """Raises EmailUnconfirmed, EmailTaken. Where no mail is sent nothing can be confirmed."""
    user = address.user
    lock(user)
    if settings.HAS_MAIL and not address.verified:
        raise EmailUnconfirmed
    if address.verified:
        release(address.email, proved_by=user.pk)
    if User.objects.filter(email=address.email).exclude(pk=user.pk).exists():
        raise EmailTaken(address.email)
    primary(user).update(primary=False)
    EmailAddress.objects.filter(pk=address.pk).update(primary=True)
    move(user, address.email, by)


@transaction.atomic
def remove(*, address, by):
    """Raises EmailKept for the primary one."""
    user = address.user
    lock(user)
    if primary(user).filter(pk=address.pk).exists():
        raise EmailKept(address.email)
    if EmailAddress.objects.filter(pk=address.pk).delete()[0]:
        record("account.remove_email", by=by, namespace=user.username)


@transaction.atomic
def change(*, user, email, by, is_confirmed=False):
    """Another primary address in place of the one that is; raises EmailTaken."""
    email = email.strip().lower()
    lock(user)
    others = User.objects.filter(email=email).exclude(pk=user.pk)
    if others.exists() or confirmed_as(email).exclude(user=user).exists():
        raise EmailTaken(email)
    mine = EmailAddress.objects.filter(user=user)
    (mine.filter(primary=True) | mine.filter(email=email)).delete()
    EmailAddress.objects.create(
        user=user, email=email, primary=True, verified=is_confirmed
    )
    move(user, email, by)


def move(user, email, by):
    try:
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(email=email)
    except IntegrityError as error:
        raise EmailTaken(email) from error
    user.email = email
    record("account.change_email", by=by, namespace=user.username)
