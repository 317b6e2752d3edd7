"""What was deleted: kept for HUB_TRASH, then purged with all that was in it. Only then is its name free again."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hub.repositories.models import Repository


def purge() -> int:
    """Returns how many repositories went."""
    return sum(purge_one(pk) for pk in due().values_list("pk", flat=True))


def due():
    return Repository.objects.filter(
        deleted_at__lte=timezone.now() - settings.HUB_TRASH
    )


@transaction.atomic
def purge_one(pk) -> bool:
    # Asked again under the lock: another worker may have been first.
    repository = due().select_for_update().filter(pk=pk).first()
    if repository is None:
        return False
    repository.delete()
    return True
