"""Who somebody is elsewhere: accounts at providers that open theirs here. They are rows of allauth's table.

An account here is never found by an address, which others may have put there: only by a link that its owner made.
"""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction

from hub.accounts.errors import IdentityTaken, LastWayIn
from hub.accounts.locking import lock
from hub.accounts.passwords import are_open_to
from hub.events.record import record

NAME_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Identity:
    """What a provider says of somebody. `addresses` are those it knows to be theirs."""

    place: str
    uid: str
    name: str = ""
    addresses: frozenset = frozenset()

    @property
    def title(self):
        return title_of(self.place)


def offered() -> dict:
    """The providers that people may continue with; where the hub wants one, no other."""
    only = settings.HUB_SIGN_IN_ONLY
    every = settings.HUB_PROVIDERS
    return {only: every[only]} if only else every


def place_of(name) -> str:
    """A provider with its address: whoever is 7 at one server is somebody else at another."""
    return f"{name} {settings.HUB_PROVIDERS[name]['url']}"


def title_of(place) -> str:
    name, _space, url = place.partition(" ")
    provider = settings.HUB_PROVIDERS.get(name)
    return provider["title"] if provider and provider["url"] == url else place


def of_user(user):
    return SocialAccount.objects.filter(user=user).order_by("pk")


@transaction.atomic
def link(*, user, identity, by):
    """Raises IdentityTaken. Linked to the same person already: nothing changes."""
    found = SocialAccount.objects.filter(provider=identity.place, uid=identity.uid)
    if found.filter(user=user).exists():
        return
    try:
        with transaction.atomic():
            SocialAccount.objects.create(
                user=user,
                provider=identity.place,
                uid=identity.uid,
                extra_data={"name": identity.name[:NAME_LENGTH]},
            )
    except IntegrityError as error:
        raise IdentityTaken(identity.title) from error
    record("account.link", by=by, namespace=user.username, label=identity.title)


@transaction.atomic
def unlink(*, account, by):
    """Raises LastWayIn."""
    user = account.user
    # Locked: of two ways taken away at once one would have been the last.
    lock(user)
    require_other_way(user, but=account)
    if SocialAccount.objects.filter(pk=account.pk).delete()[0]:
        title = title_of(account.provider)
        record("account.unlink", by=by, namespace=user.username, label=title)


def has_password(user) -> bool:
    """One that opens the pages."""
    return user.has_usable_password() and are_open_to(user)


def require_other_way(user, *, but):
    """Raises LastWayIn where nothing would open the account once `but` is gone: a link, or a passkey."""
    places = [place_of(name) for name in offered()]
    links = of_user(user).filter(provider__in=places)
    passkeys = Authenticator.objects.none()
    if are_open_to(user):
        # Where passwords are closed a passkey is the second step, and opens nothing alone.
        passkeys = Authenticator.objects.filter(
            user=user, type=Authenticator.Type.WEBAUTHN
        )
    ways = [one for rows in (links, passkeys) for one in rows if one != but]
    if not has_password(user) and not ways:
        raise LastWayIn
