"""What was deleted: kept for HUB_TRASH, and until then an owner can have it back. Then it is purged with all that was
in it, and only then is its name free again."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hub.events.record import record
from hub.namespaces import locking
from hub.repositories import quota
from hub.repositories.models import Repository


def kept_in(namespace):
    """What can be restored there, a queryset."""
    return Repository.objects.filter(namespace=namespace, deleted_at__gt=end())


def kept_until(repository):
    return repository.deleted_at + settings.HUB_TRASH


@transaction.atomic
def restore(*, repository, by) -> Repository:
    """As it was, for whom it was. Raises PrivateAllowanceUsed: its slot may be another's by now; and
    Repository.DoesNotExist where it was purged or restored meanwhile."""
    namespace = locking.lock(repository.namespace)
    quota.require_open(namespace)
    repository = kept_in(namespace).select_for_update(no_key=True).get(pk=repository.pk)
    if repository.is_private:
        quota.require_room(namespace)
    repository.deleted_at = None
    repository.save(update_fields=["deleted_at", "updated_at"])
    record("repository.restore", by=by, repository=repository)
    return repository


def purge() -> int:
    """Returns how many repositories went."""
    return sum(purge_one(pk) for pk in due().values_list("pk", flat=True))


def due():
    return Repository.objects.filter(deleted_at__lte=end())


def end():
    """What was deleted before has been kept long enough."""
    return timezone.now() - settings.HUB_TRASH


@transaction.atomic
def purge_one(pk) -> bool:
    # Asked again under the lock: another worker may have been first.
    repository = due().select_for_update().filter(pk=pk).first()
    if repository is None:
        return False
    repository.delete()
    return True
