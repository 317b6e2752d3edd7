"""Slows guessing of passwords, in the browser and at `/token` alike. The doors call it around `credentials.verify`.

Counted are wrong secrets, once each: containerd sends the same wrong password twice, a person's saved one often.

- For one account from one address: a person who mistypes, or a guesser.
- From one address for all accounts: somebody who goes through a list of names.
- For one account from everywhere: a guesser with many addresses. When that count is used up, an address that failed
  once is refused, and one that did not fail yet has one try: the owner's right password works from where she is.
- Repeats: the same wrong secret again and again teaches nobody anything, but costs a password hash each time.

No secret is stored: what is kept is an HMAC under the hub's own key, until its window ends.
"""

import hashlib
import hmac

from django.conf import settings

from . import counters
from .addresses import network_of
from .counters import Allowance

HERE = "sign-in:here"
ADDRESS = "sign-in:address"
ACCOUNT = "sign-in:account"
REPEATS = "sign-in:repeats"
SECRET = "sign-in:secret"  # noqa: S105, the name of a key


def check(account, address):
    """Whether a try is allowed now. To be asked before the secret is looked at."""
    network = network_of(address)
    here, everywhere = _key(HERE, account, network), _key(ACCOUNT, account)
    allowances = counters.look_at(
        {
            here: settings.HUB_LIMIT_SIGN_IN.limit,
            everywhere: settings.HUB_LIMIT_SIGN_IN_ACCOUNT.limit,
            _key(ADDRESS, network): settings.HUB_LIMIT_SIGN_IN_ADDRESS.limit,
            _key(REPEATS, network): settings.HUB_LIMIT_SIGN_IN_REPEATS.limit,
        }
    )
    if not allowances.pop(everywhere).allowed:
        allowances[here] = counters.look(here, limit=1)
    return strictest(allowances.values())


def record_failure(account, address, secret):
    """Count a wrong secret, unless the same one was counted for this account in this window."""
    network = network_of(address)
    _count(_key(REPEATS, network), settings.HUB_LIMIT_SIGN_IN_REPEATS)
    if _is_repeated(account, secret):
        return
    _count(_key(HERE, account, network), settings.HUB_LIMIT_SIGN_IN)
    _count(_key(ADDRESS, network), settings.HUB_LIMIT_SIGN_IN_ADDRESS)
    _count(_key(ACCOUNT, account), settings.HUB_LIMIT_SIGN_IN_ACCOUNT)


def forget(account, address):
    """After the right secret: what was mistyped from here before it no longer counts."""
    here = _key(HERE, account, network_of(address))
    count, _ = counters.counts_of([here])[here]
    # Mostly nothing was, and every login would queue for SQLite's one write lock to delete it.
    if count:
        counters.forget(here)


def strictest(allowances):
    """The refusal that lasts longest; else the allowance with the least left."""
    refused = [allowance for allowance in allowances if not allowance.allowed]
    if refused:
        return max(refused, key=lambda allowance: allowance.retry_after)
    limited = [a for a in allowances if a.remaining is not None]
    return min(
        limited,
        key=lambda allowance: allowance.remaining,
        default=Allowance(allowed=True, remaining=None),
    )


def _count(key, rate):
    counters.spend(key, limit=rate.limit, window_seconds=rate.window_seconds)


def _is_repeated(account, secret):
    count, _ = counters.count_up(
        _key(SECRET, account, secret),
        window_seconds=settings.HUB_LIMIT_SIGN_IN.window_seconds,
    )
    return count > 1


def _key(kind, *parts):
    """Of bounded length, whatever was typed; nothing can be read from it without the hub's key."""
    text = "\0".join([kind, parts[0].strip().casefold(), *parts[1:]])
    digest = hmac.new(
        settings.SECRET_KEY.encode(),
        text.encode("utf-8", "surrogatepass"),
        hashlib.sha256,
    )
    return f"{kind}:{digest.hexdigest()}"
