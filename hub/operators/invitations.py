"""Signing up where the hub is not open to everybody: by a link that works once, or with an address of a known domain."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hub.accounts import secrets, services
from hub.accounts.models import User
from hub.events.record import record
from hub.operators.errors import DomainRefused, InvitationEnded
from hub.operators.models import Invitation

INVITATION = "berth_inv_"
OPEN, DOMAIN, INVITED, CLOSED = "open", "domain", "invitation", "closed"


@transaction.atomic
def invite(*, note, days, by) -> tuple[Invitation, str]:
    """The invitation and the secret of its link, which is never to be had again."""
    secret = secrets.new(INVITATION)
    invitation = Invitation.objects.create(
        secret_sha256=secrets.digest(secret),
        note=note,
        created_by_id=by.user_id,
        expires_at=timezone.now() + timedelta(days=days),
    )
    record("invitation.create", by=by, label=note)
    return invitation, secret


def live():
    unused = Q(used_at=None, withdrawn_at=None)
    return Invitation.objects.filter(unused, expires_at__gt=timezone.now())


def is_live(secret) -> bool:
    """A closed hub takes nobody, invited or not."""
    return settings.HUB_SIGN_UP != CLOSED and of(secret).exists()


def of(secret):
    if not secrets.is_one(secret, INVITATION):
        return Invitation.objects.none()
    return live().filter(secret_sha256=secrets.digest(secret))


@transaction.atomic
def sign_up(*, secret, **person) -> User:
    """Raises InvitationEnded beside what accounts.sign_up raises; then the invitation may be used again."""
    # Locked: of two who come with one link, one gets in.
    invitation = of(secret).select_for_update().first()
    if invitation is None:
        raise InvitationEnded
    user = services.sign_up(**person)
    invitation.used_at, invitation.used_by = timezone.now(), user
    invitation.save(update_fields=["used_at", "used_by"])
    # Without a namespace: its note is for operators alone.
    record("invitation.use", by=services.By(user.pk), label=invitation.note)
    return user


@transaction.atomic
def withdraw(*, invitation, by):
    if live().filter(pk=invitation.pk).update(withdrawn_at=timezone.now()):
        record("invitation.withdraw", by=by, label=invitation.note)


def require_domain(email):
    """Raises DomainRefused where the hub is open to some domains only."""
    if settings.HUB_SIGN_UP != DOMAIN:
        return
    if email.rpartition("@")[2].lower() not in settings.HUB_SIGN_UP_DOMAINS:
        raise DomainRefused(settings.HUB_SIGN_UP_DOMAINS)
