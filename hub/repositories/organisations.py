"""The end of an organisation. It waits until its repositories are gone: nobody should lose one by the way."""

from django.db import transaction

from hub.accounts import organisation_tokens
from hub.events.record import record
from hub.namespaces import locking, pictures
from hub.namespaces.models import Namespace, OrganisationProfile
from hub.repositories.errors import OrganisationInUse


def in_the_way(organisation) -> OrganisationInUse | None:
    """What would refuse it now, to be told before it is tried."""
    # Also what is deleted and can be restored: others own it too, and were promised its week.
    if organisation.is_library or organisation.repositories.exists():
        return OrganisationInUse(organisation.name)
    return None


@transaction.atomic
def delete(*, organisation, by):
    """Nobody is in it any more and nobody can have its name again. Raises OrganisationInUse."""
    organisation = locking.lock(organisation)
    if refusal := in_the_way(organisation):
        raise refusal
    pictures.remove(namespace=organisation, by=by)
    record("organisation.delete", by=by, namespace=organisation.name)
    organisation.memberships.all().delete()
    organisation.invitations.all().delete()
    organisation.teams.all().delete()
    OrganisationProfile.objects.filter(namespace=organisation).delete()
    organisation_tokens.revoke_all(organisation=organisation)
    organisation.kind = Namespace.Kind.RESERVED
    organisation.save(update_fields=["kind"])
