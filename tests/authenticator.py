"""An authenticator app, as a test holds one."""

import re

from allauth.mfa.totp.internal import auth as totp

from hub.accounts import two_factor
from tests.world import by


def code_of(key, *, steps=0):
    """What the app shows now, or `steps` half minutes later."""
    now = int(two_factor.time.time()) // two_factor.STEP_SECONDS
    return totp.format_hotp_value(totp.hotp_value(key, now + steps))


def wrong_code_of(key):
    """Six digits that the app shows in none of the half minutes around now."""
    right = {code_of(key, steps=steps) for steps in range(-2, 4)}
    return next(code for code in map("{:06}".format, range(10)) if code not in right)


def turn_on(user):
    """The key, and the recovery codes."""
    key = two_factor.new_key()
    codes = two_factor.add_app(
        user=user, key=key, code=code_of(key, steps=-1), by=by(user)
    )
    return key, codes


def key_in(page):
    return re.search(r'data-copy="([A-Z2-7]{32})"', page).group(1)
