"""The second factor of a sign-in: an authenticator app or a passkey, and recovery codes for the day both are lost.

They are rows of allauth's table, whose login flow asks for one where there is one. `User.has_two_factor` says the same to
everybody else, and the two change together here.
"""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.db import transaction

from hub import limits
from hub.accounts.errors import CodeRefused, TooManyTries
from hub.accounts.locking import lock
from hub.accounts.services import set_two_factor
from hub.events.record import record

STEP_SECONDS = 30
Type = Authenticator.Type


def new_key() -> str:
    return totp.generate_totp_secret()


def app_of(user) -> Authenticator | None:
    return Authenticator.objects.filter(user=user, type=Type.TOTP).first()


def recovery_codes_left(user) -> int:
    codes = Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).first()
    return len(codes.wrap().get_unused_codes()) if codes else 0


@transaction.atomic
def add_app(*, user, key, code, by) -> list[str]:
    """The recovery codes, if these are the first; raises CodeRefused when the app does not show `code`."""
    lock(user)
    step = step_of(key, code)
    if step is None or app_of(user):
        raise CodeRefused
    data = {"secret": key, "last_step": step}
    Authenticator.objects.create(user=user, type=Type.TOTP, data=data)
    record("two_factor.add_app", by=by, namespace=user.username)
    return settle(user, by=by)


@transaction.atomic
def remove_app(*, user, by):
    lock(user)
    if Authenticator.objects.filter(user=user, type=Type.TOTP).delete()[0]:
        record("two_factor.remove_app", by=by, namespace=user.username)
    settle(user, by=by)


@transaction.atomic
def turn_off(*, user, by, reason) -> bool:
    """Every factor at once, for somebody who lost them all; whether there was one."""
    lock(user)
    gone, _of = Authenticator.objects.filter(user=user).delete()
    if gone:
        record("two_factor.turn_off", by=by, namespace=user.username, reason=reason)
    settle(user, by=by)
    return bool(gone)


def passkeys_of(user):
    return Authenticator.objects.filter(user=user, type=Type.WEBAUTHN).order_by("pk")


def settle(user, *, by) -> list[str]:
    """Make the rest agree with the factors that are left. Recovery codes come with the first and go with the last."""
    codes = Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES)
    factors = Authenticator.objects.filter(user=user).exclude(type=Type.RECOVERY_CODES)
    is_on = factors.exists()
    set_two_factor(user=user, is_on=is_on, by=by)
    if not is_on:
        codes.delete()
    elif not codes.exists():
        return RecoveryCodes.activate(user).generate_codes()
    return []


@transaction.atomic
def new_recovery_codes(*, user, by) -> list[str]:
    """The old ones open nothing any more. None where two-factor is off."""
    lock(user)
    Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()
    record("two_factor.new_recovery_codes", by=by, namespace=user.username)
    return settle(user, by=by)


def verify(*, user, code):
    """The app's code, which opens once; raises CodeRefused, TooManyTries."""
    counted(user, code, match_app)


def verify_recovery_code(*, user, code):
    """Raises CodeRefused, TooManyTries."""
    counted(user, code, match_recovery_code)


def counted(user, code, match):
    spend(user)
    if not match(user, code):
        raise CodeRefused
    limits.forget(limit_key(user))


def spend(user):
    """Wherever from: only whoever has the password comes this far, so nobody else can use it up."""
    rate = settings.HUB_LIMIT_SIGN_IN
    allowance = limits.spend(
        limit_key(user), limit=rate.limit, window_seconds=rate.window_seconds
    )
    if not allowance.allowed:
        raise TooManyTries(allowance.retry_after)


def limit_key(user):
    return f"two-factor:{user.pk}"


@transaction.atomic
def match_app(user, code):
    app = Authenticator.objects.select_for_update().filter(user=user, type=Type.TOTP)
    app = app.first()
    step = app and step_of(app.data["secret"], code)
    # Somebody who looked over the shoulder has half a minute to type the same code.
    if not step or step <= app.data.get("last_step", 0):
        return False
    app.data["last_step"] = step
    app.save(update_fields=["data"])
    app.record_usage()
    return True


@transaction.atomic
def match_recovery_code(user, code):
    codes = Authenticator.objects.select_for_update().filter(
        user=user, type=Type.RECOVERY_CODES
    )
    codes = codes.first()
    return codes is not None and codes.wrap().validate_code(compact(code))


def step_of(key, code) -> int | None:
    """Which half minute `code` is of: this one, or a neighbour, for clocks that are a little off."""
    now, code = int(time.time()) // STEP_SECONDS, compact(code)
    for step in (now, now - 1, now + 1):
        if code == totp.format_hotp_value(totp.hotp_value(key, step)):
            return step
    return None


def compact(code):
    """Apps show codes in groups."""
    return "".join(code.split()).replace("-", "")
