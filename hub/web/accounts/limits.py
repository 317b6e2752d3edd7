"""How often the forms may be sent that need no account: sign-up, and those that make the hub send mail."""

import hashlib

from django.conf import settings

from hub import limits
from hub.accounts.errors import TooManyTries
from hub.limits.addresses import network_of


def spend_on_sign_up(client):
    """Raises TooManyTries."""
    spend("sign-up", network_of(client.address), settings.HUB_LIMIT_SIGN_UP)


def spend_on_mail(client, mailbox):
    """Counted alike whether anybody has that mailbox. Raises TooManyTries."""
    spend("mail:address", network_of(client.address), settings.HUB_LIMIT_MAIL_ADDRESS)
    spend("mail:mailbox", mailbox.strip().lower(), settings.HUB_LIMIT_MAIL)


def spend_on_notice(mailbox):
    """Counted apart, so that nobody can use up the mail by which somebody gets in again. Raises TooManyTries."""
    spend("mail:notice", mailbox.strip().lower(), settings.HUB_LIMIT_MAIL)


def spend(kind, whose, rate):
    # A key has a bounded length, and a mailbox is nobody's business.
    key = f"{kind}:{hashlib.sha256(whose.encode()).hexdigest()}"
    allowance = limits.spend(key, limit=rate.limit, window_seconds=rate.window_seconds)
    if not allowance.allowed:
        raise TooManyTries(allowance.retry_after)
