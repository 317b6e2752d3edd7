"""Access tokens of an organisation: its own, limited always, and in force when whoever made them is gone."""

from django.db import transaction
from django.utils import timezone

from hub.accounts.access_tokens import insert_access_token, require_patterns
from hub.accounts.errors import PatternsOfAnother, PatternsRefused
from hub.accounts.models import AccessToken


@transaction.atomic
def create(
    *,
    organisation,
    label,
    scope,
    repositories,
    by,
    expires_in=None,
    withheld=(),
) -> tuple[AccessToken, str]:
    """The token and its secret, which is never to be had again. Raises PatternsRefused, PatternsOfAnother."""
    require_own_patterns(organisation, repositories)
    return insert_access_token(
        organisation,
        by,
        expires_in,
        label=label,
        scope=scope,
        repositories=list(repositories),
        withheld=list(withheld),
    )


def require_own_patterns(organisation, repositories):
    """At least one, and none of another namespace."""
    if not repositories:
        raise PatternsRefused("")
    require_patterns(repositories)
    for one in repositories:
        if not one.startswith(f"{organisation.name}/"):
            raise PatternsOfAnother(one, organisation.name)


def revoke_all(*, organisation):
    """With the organisation, whose end is recorded."""
    live = AccessToken.objects.filter(namespace=organisation, revoked_at=None)
    live.update(revoked_at=timezone.now())
