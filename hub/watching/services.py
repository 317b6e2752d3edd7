"""Beginning to watch, and stopping: by the person, or by whoever has the link of one of the mails."""

from django.core import signing
from django.db import transaction
from django.db.models import Max

from hub.events.models import Event
from hub.repositories import services as repositories
from hub.watching.models import Watch

SIGNER = signing.Signer(salt="hub.watching.stop")


@transaction.atomic
def start(*, repository, user):
    """Twice is once. Raises Repository.DoesNotExist when it was deleted meanwhile."""
    repository = repositories.lock(repository)
    newest = Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
    Watch.objects.get_or_create(
        repository=repository, user=user, defaults={"told_up_to": newest}
    )


def stop(*, repository, user):
    Watch.objects.filter(repository=repository, user=user).delete()


def key_of(watch_id) -> str:
    """With it, and with nothing else, that one watch can be stopped."""
    return SIGNER.sign(watch_id)


def find_by_key(key) -> Watch | None:
    """None where it was stopped already. Raises signing.BadSignature."""
    watch_id = SIGNER.unsign(key)
    found = Watch.objects.select_related("repository", "user")
    return found.filter(pk=watch_id).first()
