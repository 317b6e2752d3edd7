"""What docker keeps instead of a password: made by `docker login`, dead with the credential it came from."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hub.accounts import secrets
from hub.accounts.credentials import (
    Credential,
    note_use,
    require_active,
    require_one_factor,
)
from hub.accounts.errors import CredentialsRefused
from hub.accounts.models import DockerLogin, Scope
from hub.events.record import By, record

DOCKER_LOGIN_IDLE = timedelta(days=90)
DOCKER_LOGINS_A_CREDENTIAL = 50


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
    logins = DockerLogin.objects.select_related("user", "access_token")
    login = logins.filter(secret_sha256=secrets.digest(secret)).first()
    if login is not None:
        require_active(login.user)
    if (
        login is None
        or not login.is_live
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


def delete_ended():
    now = timezone.now()
    DockerLogin.objects.filter(
        Q(revoked_at__isnull=False)
        | Q(expires_at__lte=now)
        | Q(last_used_at__lt=now - DOCKER_LOGIN_IDLE)
    ).delete()
