"""What stands in the link of an invitation. It was sent to its receiver, so having it shows that an address is theirs."""

from django.core import signing
from django.db.models import Q

from hub.accounts import emails
from hub.namespaces.models import Invitation

SALT = "hub.invitation"


def key_of(invitation):
    return signing.dumps(invitation.pk, salt=SALT)


def by_key(key, user) -> Invitation | None:
    """An open one that is for this person."""
    try:
        pk = signing.loads(key, salt=SALT)
    except signing.BadSignature:
        return None
    found = shown().filter(pk=pk).first()
    return found if found and found.is_for(user) else None


def waiting_for(user):
    """Open ones that need no link: sent to their name, or to an address that was confirmed."""
    mine = Q(user=user) | Q(email__in=emails.confirmed(user))
    return shown().filter(mine).order_by("namespace__name")


def shown():
    found = Invitation.objects.open().filter(namespace__is_active=True)
    return found.select_related("namespace", "invited_by", "user", "team")
