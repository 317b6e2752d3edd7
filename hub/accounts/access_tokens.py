"""The secrets people give to machines, each with a ceiling of its own."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hub.accounts import secrets
from hub.accounts.errors import PatternsRefused
from hub.accounts.models import AccessToken
from hub.events.record import By, record
from hub.oci import patterns


@transaction.atomic
def create_access_token(
    *, user, label, scope, expires_in=None, repositories=(), withheld=()
) -> tuple[AccessToken, str]:
    """The token and its secret, which is never to be had again. `expires_in` is a timedelta; None: it does not expire.

    Raises PatternsRefused.
    """
    require_patterns(repositories)
    return insert_access_token(
        user.namespace,
        By(user.pk),
        expires_in,
        label=label,
        scope=scope,
        repositories=list(repositories),
        withheld=list(withheld),
    )


def insert_access_token(namespace, by, expires_in, **fields):
    secret = secrets.new(secrets.ACCESS_TOKEN)
    token = AccessToken.objects.create(
        namespace=namespace,
        created_by_id=by.user_id,
        secret_sha256=secrets.digest(secret),
        expires_at=timezone.now() + expires_in if expires_in else None,
        **fields,
    )
    record(
        "token.create",
        by=by,
        namespace=namespace.name,
        label=token.label,
        scope=token.scope,
        repositories=token.repositories,
        withheld=token.withheld,
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


def delete_ended():
    """They stay listed a while, so that their owner sees what became of them."""
    before = timezone.now() - settings.HUB_ENDED_TOKENS_KEPT
    AccessToken.objects.filter(
        Q(revoked_at__lt=before) | Q(expires_at__lt=before)
    ).delete()
