"""Organisations: namespaces that belong to their members, of whom one at least owns it."""

from django.db import transaction

from hub.events.record import record
from hub.namespaces.models import Membership, Namespace
from hub.namespaces.services import claim


@transaction.atomic
def create(*, name, user, by) -> Namespace:
    """Its maker is its first owner. Raises NamespaceInvalid, NamespaceTaken."""
    organisation = claim(name=name, kind=Namespace.Kind.ORGANISATION)
    Membership.objects.create(
        namespace=organisation, user=user, role=Membership.Role.OWNER
    )
    record("organisation.create", by=by, namespace=organisation.name)
    return organisation
