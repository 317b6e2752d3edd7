"""What becomes of an account whose owner leaves: everything that says who it was goes, the row stays.

Events and pushes go on pointing at it, under a name that says that somebody was there.
"""

import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils import timezone

from hub.accounts.models import AccessToken, BrowserSession, DockerLogin, Profile, User
from hub.events.jobs import forget_addresses
from hub.events.record import record
from hub.namespaces.models import Namespace
from hub.namespaces.services import claim


@transaction.atomic
def erase(*, user, by):
    """Nothing opens a door any more, from the next request on. Whether they may leave is asked before."""
    record("account.delete", by=by, namespace=user.username)
    now = timezone.now()
    # What they made for an organisation is the organisation's, and goes on.
    own = AccessToken.objects.filter(namespace__owner=user)
    own.filter(revoked_at=None).update(revoked_at=now)
    own.update(last_used_address=None, last_used_client="")
    SocialAccount.objects.filter(user=user).delete()
    for model in (DockerLogin, Authenticator, EmailAddress, BrowserSession, Profile):
        model.objects.filter(user=user).delete()
    forget_addresses.enqueue(user.pk)
    anonymous = unused_name()
    User.objects.filter(pk=user.pk).update(
        username=anonymous,
        email=f"{anonymous}@deleted.invalid",
        password="",
        is_active=False,
        is_staff=False,
        is_superuser=False,
        has_two_factor=False,
        language="",
        last_login=None,
    )


def unused_name():
    """It stays taken too: whoever had it next would pass for the author of what was pushed."""
    name = f"deleted-user-{secrets.token_hex(6)}"
    claim(name=name, kind=Namespace.Kind.RESERVED)
    return name
