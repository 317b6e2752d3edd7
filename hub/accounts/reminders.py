"""Mail before an access token expires, 7 days and 1 day: once each. An organisation's is told to its owners."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from hub.accounts import letters
from hub.accounts.models import AccessToken
from hub.addresses import origin
from hub.namespaces.models import Namespace

# The nearest first: where the worker was away, it is the only one that is sent.
DAYS_BEFORE = (1, 7)


def remind():
    for days in DAYS_BEFORE:
        for token in due(days):
            claim(token, days)


def due(days):
    """Of tokens that live longer than that: one made for a week is not told of at once."""
    untold = Q(reminded_days_before=None) | Q(reminded_days_before__gt=days)
    lives_longer = Q(expires_at__gt=F("created_at") + timedelta(days=days, hours=1))
    soon = Q(expires_at__lte=timezone.now() + timedelta(days=days))
    return told_of().filter(untold, lives_longer, soon)


def told_of():
    found = AccessToken.objects.live().filter(
        namespace__is_active=True, expires_at__isnull=False
    )
    return found.select_related("namespace")


@transaction.atomic
def claim(token, days):
    """The mail is a job of its own, made with the mark that it is made: of two workers one makes it."""
    from hub.accounts.jobs import send_reminder

    same = AccessToken.objects.filter(
        pk=token.pk, reminded_days_before=token.reminded_days_before
    )
    if same.update(reminded_days_before=days):
        send_reminder.enqueue(token.pk)


def send(token_id):
    """Nothing, where it was revoked or its owner suspended meanwhile."""
    token = told_of().filter(pk=token_id).first()
    if token is None:
        return
    for owner in letters.owners(token.namespace.name).filter(is_active=True):
        letters.send(
            "accounts/mail/token_expires.txt",
            language=owner.language,
            to=owner.email,
            token=token,
            days=days_left(token),
            link=origin() + page_of(token.namespace),
        )


def page_of(namespace):
    if namespace.kind == Namespace.Kind.ORGANISATION:
        return reverse("organisation_tokens", args=[namespace.name])
    return reverse("access_tokens")


def days_left(token):
    """As a person counts them: 23 hours are one."""
    return max(1, round((token.expires_at - timezone.now()) / timedelta(days=1)))
