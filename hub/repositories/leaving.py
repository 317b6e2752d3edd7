"""Leaving the hub for good. What others rely on has to be handed over or deleted first."""

from django.db import transaction

from hub.accounts import leaving
from hub.namespaces.models import Membership, Namespace
from hub.repositories.errors import OrganisationsLeft, RepositoriesLeft
from hub.repositories.models import Grant, Repository


@transaction.atomic
def delete_account(*, user, by):
    """The name stays taken for ever. Raises RepositoriesLeft, OrganisationsLeft."""
    # The lock under which repositories are made there.
    namespace = Namespace.objects.select_for_update().get(owner=user)
    require_no_repositories(namespace)
    require_no_organisations(user)
    Grant.objects.filter(user=user).delete()
    Membership.objects.filter(user=user).delete()
    Namespace.objects.filter(pk=namespace.pk).update(is_active=False)
    leaving.erase(user=user, by=by)


def require_no_repositories(namespace):
    number = Repository.objects.filter(namespace=namespace, deleted_at=None).count()
    if number:
        raise RepositoriesLeft(number)


def require_no_organisations(user):
    """Those without another owner. Their rows are locked, so that two owners cannot leave at once."""
    owned = owners().filter(user=user).values("namespace")
    organisations = Namespace.objects.select_for_update().filter(
        pk__in=owned, kind=Namespace.Kind.ORGANISATION
    )
    for organisation in organisations.order_by("pk"):
        others = owners().filter(namespace=organisation).exclude(user=user)
        if not others.filter(user__is_active=True).exists():
            raise OrganisationsLeft(organisation.name)


def owners():
    return Membership.objects.filter(role=Membership.Role.OWNER)
