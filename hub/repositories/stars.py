"""Stars: each changes its repository's count in the same transaction, under the lock of the repository's row."""

from django.db import transaction

from hub.repositories import services
from hub.repositories.models import Repository, Star


@transaction.atomic
def give(*, repository, user):
    """Twice is once. Raises Repository.DoesNotExist when it was deleted meanwhile."""
    repository = services.lock(repository)
    _, is_new = Star.objects.get_or_create(repository=repository, user=user)
    if is_new:
        count(repository, repository.star_count + 1)


@transaction.atomic
def take_back(*, repository, user):
    """Raises Repository.DoesNotExist when it was deleted meanwhile."""
    repository = services.lock(repository)
    gone, _ = Star.objects.filter(repository=repository, user=user).delete()
    if gone:
        count(repository, repository.star_count - 1)


def take_back_all(*, user_id):
    """Of somebody who has left; one after the other, so that few wait for it."""
    starred = Star.objects.filter(user=user_id)
    for repository_id in list(starred.values_list("repository_id", flat=True)):
        take_back_of(repository_id, user_id)


@transaction.atomic
def take_back_of(repository_id, user_id):
    """Also where the repository is deleted, and may come back."""
    locked = Repository.objects.select_for_update(no_key=True)
    repository = locked.filter(pk=repository_id).first()
    gone, _ = Star.objects.filter(repository=repository_id, user=user_id).delete()
    if repository and gone:
        count(repository, repository.star_count - 1)


def count(repository, number):
    repository.star_count = number
    repository.save(update_fields=["star_count"])
