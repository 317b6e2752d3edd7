"""Leaving the hub for good. What others rely on has to be handed over or deleted first."""

from contextlib import suppress

from django.db import transaction

from hub.accounts import leaving
from hub.namespaces import invitations, members, pictures
from hub.namespaces.errors import LastOwner
from hub.namespaces.models import Invitation, Membership, Namespace
from hub.repositories import jobs, services
from hub.repositories.errors import OrganisationsLeft, RepositoriesLeft, StillNeeded
from hub.repositories.models import Grant, Repository


@transaction.atomic
def delete_account(*, user, by):
    """The name stays taken for ever. Raises RepositoriesLeft, OrganisationsLeft."""
    # Under these locks repositories are made, and owners leave.
    namespace = require_nothing_needed(user, Namespace.objects.select_for_update())
    end_collaboration(user, by=by)
    Membership.objects.filter(user=user).delete()
    pictures.remove(namespace=namespace, by=by)
    Namespace.objects.filter(pk=namespace.pk).update(is_active=False)
    # By their names on the person: those packages stand above this one.
    user.watches.all().delete()
    jobs.take_back_stars.enqueue(user.pk)
    leaving.erase(user=user, by=by)


def in_the_way(user) -> StillNeeded | None:
    """What would refuse it now, to be told before it is tried."""
    try:
        require_nothing_needed(user, Namespace.objects.all())
    except StillNeeded as refusal:
        return refusal
    return None


def require_nothing_needed(user, namespaces) -> Namespace:
    """`namespaces` is what is read, and locked where it says so. Gives the person's own."""
    own = namespaces.get(owner=user)
    require_no_repositories(own)
    require_no_organisations(user, namespaces)
    return own


def end_collaboration(user, *, by):
    """Others find in their logs that somebody is gone."""
    for membership in others_of(user):
        # Suppressed, here and below: an owner was faster.
        with suppress(Membership.DoesNotExist):
            leave(membership, by=by)
    for grant in Grant.objects.filter(user=user).select_related("repository", "team"):
        services.revoke(grant=grant, by=by)
    for invitation in user.invitations.open().select_related("namespace", "user"):
        with suppress(Invitation.DoesNotExist):
            invitations.decline(invitation=invitation, user=user, by=by)
    user.invitations.all().delete()


def leave(membership, *, by):
    """Raises OrganisationsLeft where it was handed to them in this very moment."""
    try:
        members.remove(membership=membership, by=by)
    except LastOwner as error:
        raise OrganisationsLeft(membership.namespace.name) from error


def others_of(user):
    """What they are in namespaces beside their own; always in one order, because each is locked."""
    found = Membership.objects.filter(user=user).exclude(namespace__owner=user)
    return found.select_related("namespace", "user").order_by("namespace")


def require_no_repositories(namespace):
    number = Repository.objects.filter(namespace=namespace, deleted_at=None).count()
    if number:
        raise RepositoriesLeft(number)


def require_no_organisations(user, namespaces):
    """Those without another owner."""
    owned = owners().filter(user=user).values("namespace")
    organisations = namespaces.filter(pk__in=owned, kind=Namespace.Kind.ORGANISATION)
    for organisation in organisations.order_by("pk"):
        others = owners().filter(namespace=organisation).exclude(user=user)
        if not others.filter(user__is_active=True).exists():
            raise OrganisationsLeft(organisation.name)


def owners():
    return Membership.objects.filter(role=Membership.Role.OWNER)
