"""A person's e-mail address: the primary one, which is unique, and perhaps one that waits to be confirmed.

allauth's flows read its own table of addresses; `User.email` repeats the primary one, and the two change together here.
"""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction

from hub.accounts.errors import EmailTaken, EmailUnconfirmed
from hub.accounts.models import User
from hub.events.record import record


def add_first(*, user, is_confirmed):
    EmailAddress.objects.create(
        user=user, email=user.email, primary=True, verified=is_confirmed
    )


def require_free(email):
    """Raises EmailTaken."""
    if User.objects.filter(email=email.strip().lower()).exists():
        raise EmailTaken(email)


def require_confirmed(user):
    """A hub that can send mail wants to know that an address is its owner's; raises EmailUnconfirmed."""
    if settings.HAS_MAIL and not primary(user).filter(verified=True).exists():
        raise EmailUnconfirmed


def primary(user):
    return EmailAddress.objects.filter(user=user, primary=True)


def waiting(user):
    """The address that takes the place of the primary one as soon as it is confirmed."""
    return EmailAddress.objects.filter(user=user, primary=False).first()


@transaction.atomic
def propose(*, user, email) -> EmailAddress:
    """Nothing changes before `confirm`; a later proposal takes the place of an earlier one. Raises EmailTaken."""
    email = email.strip().lower()
    require_free(email)
    withdraw(user=user)
    return EmailAddress.objects.create(user=user, email=email)


def withdraw(*, user):
    EmailAddress.objects.filter(user=user, primary=False).delete()


@transaction.atomic
def confirm(*, address, by):
    """Its owner followed the link that was sent there; raises EmailTaken when somebody else was first."""
    if address.primary:
        EmailAddress.objects.filter(pk=address.pk).update(verified=True)
        record("account.confirm_email", by=by, namespace=address.user.username)
    else:
        change(user=address.user, email=address.email, is_confirmed=True, by=by)


@transaction.atomic
def change(*, user, email, by, is_confirmed=False):
    """Raises EmailTaken."""
    email = email.strip().lower()
    if User.objects.filter(email=email).exclude(pk=user.pk).exists():
        raise EmailTaken(email)
    try:
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(email=email)
            EmailAddress.objects.filter(user=user).delete()
            EmailAddress.objects.create(
                user=user, email=email, primary=True, verified=is_confirmed
            )
    except IntegrityError as error:
        raise EmailTaken(email) from error
    user.email = email
    record("account.change_email", by=by, namespace=user.username)
