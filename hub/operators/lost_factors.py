"""Helping somebody in again who lost the phone, the keys and the recovery codes. Whether it is them, operators judge."""

from django.db import transaction

from hub.accounts import sessions, two_factor
from hub.operators import mail


@transaction.atomic
def turn_off(*, user, by, reason):
    """What signs them in is the password, or a provider, and every session ends: whoever comes next has to show it.
    They are told, because it may have been somebody else who asked."""
    if two_factor.turn_off(user=user, by=by, reason=reason):
        sessions.revoke_others(user=user, key="", by=by)
        mail.send_two_factor_notice.enqueue(user.pk, reason)
