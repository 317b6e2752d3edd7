"""Proving who one is: the credential that a name and a secret are."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from hub.accounts import emails, secrets
from hub.accounts.errors import (
    AccessTokenNeeded,
    AccountSuspended,
    CredentialsRefused,
    PasswordsClosed,
    TooManyTries,
)
from hub.accounts.models import AccessToken, DockerLogin, Scope, User
from hub.accounts.passwords import LENGTH_LIMIT, are_open_to
from hub.limits import sign_in
from hub.namespaces.models import Namespace
from hub.namespaces.suspension import reason_of

# `last used` is for people to read: a minute is close enough, and CI asks far more often.
LAST_USED_STEP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Credential:
    """Proof of who somebody is, with the ceiling of what it was made for."""

    user: User | None  # None: an organisation, by an access token of its own
    name: str  # "password", "token:7", "login:3"
    scope: Scope = Scope.ADMIN
    access_token: AccessToken | None = None
    docker_login: DockerLogin | None = None

    @property
    def may_log_in(self):
        """Whether docker gets a login for it."""
        return self.user is not None and self.docker_login is None


@dataclass(frozen=True, slots=True)
class Client:
    """Where a request came from: an address, and what the program calls itself."""

    address: str
    agent: str = ""


def find_user(name) -> User | None:
    """By user name, or any e-mail address of theirs that is confirmed, in any case; None too for text no name could be."""
    folded = name.strip().lower()
    if "\x00" in folded or len(folded) > 254:
        return None
    if "@" not in folded:
        return User.objects.filter(username=folded).first()
    # Of an address that one person confirmed and another only claimed.
    owned = emails.confirmed_as(folded).select_related("user").first()
    return owned.user if owned else User.objects.filter(email=folded).first()


def verify(*, name, secret, client) -> Credential:
    """The credential that `name` and `secret` are; raises CredentialsRefused, TooManyTries.

    The secret is an access token of the person named, or their password.
    """
    credential = counted(match, name=name, secret=secret, client=client)
    if credential.user is not None:
        require_active(credential.user)
    if credential.access_token is None:
        # Only whoever has the right password learns any of this, and it counts as no failure.
        emails.require_confirmed(credential.user)
        require_one_factor(credential.user)
    return credential


def require_one_factor(user):
    """Machines cannot show a second one, nor sign in with a provider; raises AccessTokenNeeded."""
    if settings.HUB_SIGN_IN_ONLY:
        raise PasswordsClosed
    if user.has_two_factor:
        raise AccessTokenNeeded


def verify_password(*, name, secret, client) -> User:
    """Who signs in to the pages, where an access token opens nothing; raises CredentialsRefused, TooManyTries."""
    user = counted(match_password, name=name, secret=secret, client=client).user
    require_active(user)
    if not are_open_to(user):
        raise PasswordsClosed
    return user


def require_active(user):
    """Asked once the secret was right, so that nobody else learns of it; raises AccountSuspended."""
    if not user.is_active:
        raise AccountSuspended(reason_of("account.deactivate", user.username))


def counted(match, *, name, secret, client):
    """What `match` answers. Tries are counted alike for names nobody has, and take as long."""
    user = find_user(name)
    account = user.username if user else name[:254]
    allowance = sign_in.check(account, client.address)
    if not allowance.allowed:
        raise TooManyTries(allowance.retry_after)
    try:
        credential = match(user, name, secret, client)
    except CredentialsRefused:
        sign_in.record_failure(account, client.address, secret)
        raise
    sign_in.forget(account, client.address)
    return credential


def match(user, name, secret, client):
    if not secrets.is_one(secret, secrets.ACCESS_TOKEN):
        return match_password(user, name, secret, client)
    if user is None:
        return match_organisation_token(name, secret, client)
    return match_access_token(user, secret, client)


def match_password(user, name, secret, client):
    secret = secret[: LENGTH_LIMIT + 1]
    if user is None:
        make_password(secret)
    elif user.check_password(secret):
        return Credential(user, "password")
    raise CredentialsRefused


def match_access_token(user, secret, client):
    token = live_access_token(secret)
    # It works only under its owner's name: a secret that leaks does not say whose it is.
    if token is None or token.namespace.owner_id != user.pk:
        raise CredentialsRefused
    return credential_of(token, user, client)


def match_organisation_token(name, secret, client):
    token = live_access_token(secret)
    if token is None or not is_of_organisation(token, name.strip().lower()):
        raise CredentialsRefused
    return credential_of(token, None, client)


def is_of_organisation(token, name):
    namespace = token.namespace
    is_organisation = namespace.kind == Namespace.Kind.ORGANISATION
    return is_organisation and namespace.is_active and namespace.name == name


def live_access_token(secret) -> AccessToken | None:
    found = AccessToken.objects.live().select_related("namespace")
    return found.filter(secret_sha256=secrets.digest(secret)).first()


def credential_of(token, user, client) -> Credential:
    note_use(token, client)
    return Credential(user, f"token:{token.pk}", Scope(token.scope), access_token=token)


def note_use(credential, client):
    now = timezone.now()
    if (
        credential.last_used_at is None
        or now - credential.last_used_at > LAST_USED_STEP
    ):
        type(credential).objects.filter(pk=credential.pk).update(
            last_used_at=now,
            last_used_address=client.address,
            last_used_client=client.agent[:120],
        )
