"""Into another namespace: whoever owns that owns the repository from then on, and its collaborators stay."""

from django.db import transaction
from django.db.models import Q

from hub.events.record import record
from hub.namespaces import locking
from hub.oci import names
from hub.repositories import quota, services
from hub.repositories.errors import RepositoryNameInvalid
from hub.repositories.models import Repository


@transaction.atomic
def transfer(*, repository, namespace, name, by) -> Repository:
    """Pulls go on by the old name, which stays taken where it was.

    Raises RepositoryNameInvalid, RepositoryNameTaken, PrivateAllowanceUsed, and Repository.DoesNotExist when it was
    deleted or moved meanwhile.
    """
    if not names.is_repository(name):
        raise RepositoryNameInvalid(name)
    namespace = locking.lock_both(repository.namespace, namespace)
    quota.require_open(namespace)
    repository = services.lock(repository)
    if repository.is_private:
        quota.require_room(namespace)
    # Told under the old name: who is left behind may not know what it is called now.
    record("repository.leave", by=by, repository=repository, to=namespace.name)
    previous = services.move(repository, namespace, name)
    record("repository.transfer", by=by, repository=repository, previous=previous)
    end_grants_of(namespace.owner_id, repository, by=by)
    return repository


def end_grants_of(owner_id, repository, *, by):
    """An owner needs none, and teams stay with the organisation they are of."""
    over = repository.grants.filter(Q(user_id=owner_id) | Q(team__isnull=False))
    for grant in over.select_related("user", "team"):
        services.revoke(grant=grant, by=by)
