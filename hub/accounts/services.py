"""Signing up, proving who one is, and the secrets one gives to machines."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from hub.accounts import emails, secrets
from hub.accounts.errors import (
    AccessTokenNeeded,
    CredentialsRefused,
    EmailTaken,
    PasswordRefused,
    PasswordsClosed,
    PatternsRefused,
    TooManyTries,
)
from hub.accounts.models import AccessToken, DockerLogin, Scope, User
from hub.accounts.passwords import LENGTH_LIMIT, are_open_to
from hub.events.record import By, record
from hub.limits import sign_in
from hub.namespaces.services import claim_personal, require_free
from hub.oci import patterns

# `last used` is for people to read: a minute is close enough, and CI asks far more often.
LAST_USED_STEP = timedelta(minutes=1)
DOCKER_LOGIN_IDLE = timedelta(days=90)
DOCKER_LOGINS_A_CREDENTIAL = 50


@dataclass(frozen=True, slots=True)
class Credential:
    """Proof of who somebody is, with the ceiling of what it was made for."""

    user: User
    name: str  # "password", "token:7", "login:3"
    scope: Scope = Scope.ADMIN
    access_token: AccessToken | None = None
    docker_login: DockerLogin | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """Where a request came from: an address, and what the program calls itself."""

    address: str
    agent: str = ""


@transaction.atomic
def sign_up(
    *,
    username,
    email,
    password,
    is_email_confirmed=False,
    is_staff=False,
    is_superuser=False,
) -> User:
    """A person, their address and their namespace, together or not at all.

    Raises NamespaceInvalid, NamespaceTaken, EmailTaken, PasswordRefused. `password` None: nobody can sign in with one.
    """
    username, email = username.strip().lower(), email.strip().lower()
    require_free(username)
    emails.require_free(email)
    user = User(
        username=username, email=email, is_staff=is_staff, is_superuser=is_superuser
    )
    if password is not None:
        require_good_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
            emails.add_first(user=user, is_confirmed=is_email_confirmed)
    except IntegrityError as error:
        # Of two who ask for one name in the same instant both found it free.
        require_free(username)
        raise EmailTaken(email) from error
    claim_personal(user=user, name=username)
    record("account.sign_up", by=By(user.pk), namespace=username)
    return user


def require_good_password(password, user):
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise PasswordRefused(error.messages) from error


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
    if not are_open_to(user):
        raise PasswordsClosed
    return user


def counted(match, *, name, secret, client):
    """What `match` answers. Tries are counted alike for names nobody has, and take as long."""
    user = find_user(name)
    account = user.username if user else name[:254]
    allowance = sign_in.check(account, client.address)
    if not allowance.allowed:
        raise TooManyTries(allowance.retry_after)
    try:
        credential = match(user, secret, client)
    except CredentialsRefused:
        sign_in.record_failure(account, client.address, secret)
        raise
    sign_in.forget(account, client.address)
    return credential


def match(user, secret, client):
    if secrets.is_one(secret, secrets.ACCESS_TOKEN):
        return match_access_token(user, secret, client)
    return match_password(user, secret, client)


def match_password(user, secret, client):
    secret = secret[: LENGTH_LIMIT + 1]
    if user is None:
        make_password(secret)
    elif user.check_password(secret) and user.is_active:
        return Credential(user, "password")
    raise CredentialsRefused


def match_access_token(user, secret, client):
    token = (
        AccessToken.objects.live()
        .filter(secret_sha256=secrets.digest(secret))
        .select_related("namespace")
        .first()
    )
    # It works only under its owner's name: a secret that leaks does not say whose it is.
    if (
        token is None
        or user is None
        or token.namespace.owner_id != user.pk
        or not user.is_active
    ):
        raise CredentialsRefused
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


@transaction.atomic
def create_access_token(
    *, user, label, scope, expires_in=None, repositories=(), may_move_tags=True
) -> tuple[AccessToken, str]:
    """The token and its secret, which is never to be had again. `expires_in` is a timedelta; None: it does not expire.

    Raises PatternsRefused.
    """
    require_patterns(repositories)
    secret = secrets.new(secrets.ACCESS_TOKEN)
    token = AccessToken.objects.create(
        namespace=user.namespace,
        created_by=user,
        label=label,
        scope=scope,
        repositories=list(repositories),
        may_move_tags=may_move_tags,
        secret_sha256=secrets.digest(secret),
        expires_at=timezone.now() + expires_in if expires_in else None,
    )
    record(
        "token.create",
        by=By(user.pk),
        namespace=user.username,
        label=label,
        scope=scope,
        repositories=token.repositories,
    )
    return token, secret


def require_patterns(repositories):
    if len(repositories) > patterns.LIMIT:
        raise PatternsRefused(repositories[patterns.LIMIT])
    for one in repositories:
        if not patterns.is_pattern(one):
            raise PatternsRefused(one)


@transaction.atomic
def revoke_access_token(*, token, by):
    """It and every docker login made with it get no registry token any more."""
    now = timezone.now()
    AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)
    token.docker_logins.filter(revoked_at=None).update(revoked_at=now)
    record("token.revoke", by=by, namespace=token.namespace.name, label=token.label)


@transaction.atomic
def create_docker_login(*, credential, client) -> str:
    """The secret docker keeps instead of a password. Of too many made with one credential the oldest go:
    CI logs in on every job."""
    secret = secrets.new(secrets.DOCKER_LOGIN)
    token = credential.access_token
    mine = DockerLogin.objects.filter(user=credential.user, access_token=token)
    DockerLogin.objects.create(
        user=credential.user,
        access_token=token,
        secret_sha256=secrets.digest(secret),
        expires_at=token.expires_at if token else None,
        last_used_at=timezone.now(),
        last_used_address=client.address,
        last_used_client=client.agent[:120],
    )
    too_many = (
        mine.live()
        .order_by("-pk")
        .values_list("pk", flat=True)[DOCKER_LOGINS_A_CREDENTIAL:]
    )
    mine.filter(pk__in=list(too_many)).delete()
    record(
        "docker_login.create",
        by=By(credential.user.pk, credential.name),
        namespace=credential.user.username,
    )
    return secret


def verify_docker_login(*, secret, client) -> Credential:
    """Raises CredentialsRefused. One that nobody used for 90 days has ended."""
    logins = DockerLogin.objects.live().select_related("user", "access_token")
    login = logins.filter(secret_sha256=secrets.digest(secret)).first()
    if (
        login is None
        or not login.user.is_active
        or login.last_used_at < timezone.now() - DOCKER_LOGIN_IDLE
    ):
        raise CredentialsRefused
    token = login.access_token
    if token is None:
        require_one_factor(login.user)
    elif not token.is_live:
        raise CredentialsRefused
    note_use(login, client)
    scope = Scope(token.scope) if token else Scope.ADMIN
    return Credential(
        login.user, f"login:{login.pk}", scope, access_token=token, docker_login=login
    )


@transaction.atomic
def revoke_docker_login(*, login, by):
    DockerLogin.objects.filter(pk=login.pk, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    record("docker_login.revoke", by=by, namespace=login.user.username)


@transaction.atomic
def revoke_docker_logins(*, user, by):
    """All of them; those made with an access token can be made again with it."""
    live = user.docker_logins.filter(revoked_at=None)
    if number := live.update(revoked_at=timezone.now()):
        record("docker_login.revoke", by=by, namespace=user.username, number=number)


@transaction.atomic
def set_password(*, user, password, by):
    """Ends the docker logins of the old one, and every session but those the door keeps. Raises PasswordRefused."""
    require_good_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    record("account.set_password", by=by, namespace=user.username)


@transaction.atomic
def set_two_factor(*, user, is_on, by):
    """While it is on, docker is let in by access tokens only. Docker logins that it stopped do not come back after it."""
    others = User.objects.filter(pk=user.pk).exclude(has_two_factor=is_on)
    if others.update(has_two_factor=is_on):
        if not is_on:
            by_password = user.docker_logins.filter(access_token=None, revoked_at=None)
            by_password.update(revoked_at=timezone.now())
        record("account.two_factor", by=by, namespace=user.username, is_on=is_on)
    user.has_two_factor = is_on


@transaction.atomic
def deactivate(*, user, by, reason=""):
    """They may do nothing from the next request on; what is theirs stays."""
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        user.docker_logins.filter(revoked_at=None).update(revoked_at=timezone.now())
        record("account.deactivate", by=by, namespace=user.username, reason=reason)


@transaction.atomic
def activate(*, user, by, reason=""):
    """They may do again what they might before; docker has to log in anew."""
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        record("account.activate", by=by, namespace=user.username, reason=reason)


@transaction.atomic
def make_operator(*, user, by):
    """An operator may open the admin, and owns the official images."""
    set_staff(user, is_staff=True, by=by)


@transaction.atomic
def make_ordinary(*, user, by):
    set_staff(user, is_staff=False, by=by)


def set_staff(user, *, is_staff, by):
    others = User.objects.filter(pk=user.pk).exclude(
        is_staff=is_staff, is_superuser=is_staff
    )
    if others.update(is_staff=is_staff, is_superuser=is_staff):
        record("account.staff", by=by, namespace=user.username, is_staff=is_staff)


def delete_ended_credentials():
    """Docker logins that ended; access tokens stay listed a while, so that their owner sees what became of them."""
    now = timezone.now()
    ended = (
        Q(revoked_at__isnull=False)
        | Q(expires_at__lte=now)
        | Q(last_used_at__lt=now - DOCKER_LOGIN_IDLE)
    )
    DockerLogin.objects.filter(ended).delete()
    AccessToken.objects.filter(
        Q(revoked_at__lt=now - settings.HUB_ENDED_TOKENS_KEPT)
        | Q(expires_at__lt=now - settings.HUB_ENDED_TOKENS_KEPT)
    ).delete()
