"""How often manifests are pulled, as Docker Hub counts it: GETs, by account, or by address where nobody logged in."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from . import counters
from .addresses import network_of
from .rates import Rate


@dataclass(frozen=True, slots=True)
class Puller:
    """Whom a pull is counted for; `source` is what the client is told of that."""

    key: str
    source: str
    rate: Rate
    is_anonymous: bool

    def look(self) -> int:
        """How many pulls are left."""
        return counters.look(self.key, limit=self.rate.limit).remaining

    def spend(self) -> int:
        """How many are left after this one; raises PullLimitReached. One statement, so that no two share a count."""
        allowance = counters.spend(self.key, **self.rate._asdict())
        if not allowance.allowed:
            raise PullLimitReached(self, allowance.retry_after)
        return allowance.remaining - 1


class PullLimitReached(Exception):
    """`retry_after` is in seconds."""

    def __init__(self, puller, retry_after):
        self.puller = puller
        self.retry_after = retry_after
        super().__init__(f"{self.fact()} {self.advice()}")

    def fact(self):
        rate = self.puller.rate
        values = {
            "source": self.puller.source,
            "limit": rate.limit,
            "window": duration(rate.window_seconds),
        }
        return _("%(source)s may pull %(limit)d times in %(window)s.") % values

    def advice(self):
        wait = {"wait": duration(self.retry_after)}
        if self.puller.is_anonymous:
            return _("Log in, or try again in %(wait)s.") % wait
        return _("Try again in %(wait)s.") % wait


def of_user(user_id, username) -> Puller | None:
    """None where nothing is counted."""
    return of_account(f"pull:user:{user_id}", username)


def of_organisation(organisation_id, name) -> Puller | None:
    """For all its tokens together."""
    return of_account(f"pull:organisation:{organisation_id}", name)


def of_account(key, name) -> Puller | None:
    rate = settings.HUB_PULL_LIMIT_USER
    if rate.limit is None:
        return None
    return Puller(key, name, rate, is_anonymous=False)


def of_address(address) -> Puller | None:
    rate = settings.HUB_PULL_LIMIT_ANONYMOUS
    if rate.limit is None:
        return None
    network = network_of(address)
    return Puller(f"pull:address:{network}", network, rate, is_anonymous=True)


def duration(seconds):
    """21600 is 6 h, 150 is 3 min: rounded up, so that whoever comes back then is let in."""
    if seconds % 3600 == 0 or seconds > 3 * 3600:
        return f"{-(-seconds // 3600)} h"
    return f"{-(-seconds // 60)} min" if seconds >= 60 else f"{seconds} s"
