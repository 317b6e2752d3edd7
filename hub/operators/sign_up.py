"""Signing up with what a provider says of somebody: by the same rules as with a password, and the link with it."""

from django.conf import settings
from django.db import transaction

from hub.accounts import emails, identities, services
from hub.accounts.models import User
from hub.events.record import By
from hub.operators import invitations


def is_open(invitation) -> bool:
    if invitation:
        return invitations.is_live(invitation)
    return settings.HUB_SIGN_UP in (invitations.OPEN, invitations.DOMAIN)


@transaction.atomic
def by_identity(*, identity, username, email, invitation="") -> User:
    """Raises what accounts.sign_up raises, DomainRefused, InvitationEnded and IdentityTaken."""
    email = email.strip().lower()
    person = {
        "username": username,
        "email": email,
        "password": None,
        "is_email_confirmed": email in identity.addresses,
    }
    if person["is_email_confirmed"]:
        emails.release(email)
    if invitation:
        user = invitations.sign_up(secret=invitation, **person)
    else:
        invitations.require_domain(email)
        user = services.sign_up(**person)
    identities.link(user=user, identity=identity, by=By(user.pk, "provider"))
    return user
