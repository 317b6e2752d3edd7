"""What is done with repositories. Permission was asked at the door; consistency is kept here."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.events.record import record
from hub.namespaces import locking
from hub.oci import names
from hub.repositories import jobs, quota, trash
from hub.repositories.errors import (
    OwnerNeedsNoGrant,
    RepositoryNameInvalid,
    RepositoryNameKept,
    RepositoryNameTaken,
    TeamOfAnother,
    TextTooLong,
)
from hub.repositories.models import (
    DESCRIPTION_LENGTH,
    Grant,
    Repository,
    RepositoryName,
)


@transaction.atomic
def create(
    *, namespace, name, by, is_private=False, description="", overview=""
) -> Repository:
    """Raises RepositoryNameInvalid, RepositoryNameTaken, PrivateAllowanceUsed, TextTooLong."""
    if not names.is_repository(name):
        raise RepositoryNameInvalid(name)
    require_length("description", description, DESCRIPTION_LENGTH)
    require_length("overview", overview, settings.HUB_OVERVIEW_CHARACTERS)
    namespace = locking.lock(namespace)
    quota.require_open(namespace)
    if is_private:
        quota.require_room(namespace)
    repository = insert(
        namespace,
        name,
        is_private=is_private,
        description=description,
        overview=overview,
        created_by_id=by.user_id,
    )
    record("repository.create", by=by, repository=repository, is_private=is_private)
    return repository


def insert(namespace, name, **fields):
    full_name = f"{namespace.name}/{name}"
    try:
        with transaction.atomic():
            repository = Repository.objects.create(
                namespace=namespace, full_name=full_name, **fields
            )
            RepositoryName.objects.create(
                namespace=namespace, name=name, repository=repository
            )
    except IntegrityError as error:
        raise taken(namespace, name) from error
    return repository


def taken(namespace, name) -> RepositoryNameTaken:
    """Whoever creates in a namespace owns it, and may know what was deleted there."""
    full_name = f"{namespace.name}/{name}"
    had = {"names__namespace": namespace, "names__name": name}
    kept = trash.kept_in(namespace).filter(**had).first()
    if kept is None:
        return RepositoryNameTaken(full_name)
    return RepositoryNameKept(full_name, trash.kept_until(kept))


@transaction.atomic
def find_or_create(*, namespace, name, by) -> Repository:
    """The repository a push is for. Of pushes that create it together, one does and all get it.

    Raises PrivateAllowanceUsed when the namespace wants its pushes private and has no room: never public instead.
    """
    namespace = locking.lock(namespace)
    repository = (
        Repository.objects.existing()
        .filter(full_name=f"{namespace.name}/{name}")
        .first()
    )
    return repository or create(
        namespace=namespace, name=name, by=by, is_private=namespace.pushes_are_private
    )


@transaction.atomic
def edit(*, repository, by, description=None, overview=None) -> Repository:
    """Change the texts, of which None stays as it is; raises TextTooLong, and Repository.DoesNotExist when it was deleted
    meanwhile."""
    require_length("description", description or "", DESCRIPTION_LENGTH)
    require_length("overview", overview or "", settings.HUB_OVERVIEW_CHARACTERS)
    repository = lock(repository)
    if description is not None:
        repository.description = description
    if overview is not None:
        repository.overview = overview
    repository.save(update_fields=["description", "overview", "updated_at"])
    record("repository.edit", by=by, repository=repository)
    return repository


@transaction.atomic
def make_private(*, repository, by) -> Repository:
    """Acts on the next request of anybody. Raises PrivateAllowanceUsed, Repository.DoesNotExist."""
    namespace = locking.lock(repository.namespace)
    repository = lock(repository)
    if not repository.is_private:
        quota.require_room(namespace)
        set_visibility(repository, is_private=True, by=by)
    return repository


@transaction.atomic
def make_public(*, repository, by) -> Repository:
    """Raises Repository.DoesNotExist."""
    locking.lock(repository.namespace)
    repository = lock(repository)
    if repository.is_private:
        set_visibility(repository, is_private=False, by=by)
    return repository


def set_visibility(repository, *, is_private, by):
    repository.is_private = is_private
    repository.save(update_fields=["is_private", "updated_at"])
    record("repository.visibility", by=by, repository=repository, is_private=is_private)


@transaction.atomic
def rename(*, repository, name, by) -> Repository:
    """Pulls go on by the old name, which stays taken.

    Raises RepositoryNameInvalid, RepositoryNameTaken, and Repository.DoesNotExist when it was deleted meanwhile.
    """
    if not names.is_repository(name):
        raise RepositoryNameInvalid(name)
    locking.lock(repository.namespace)
    repository = lock(repository)
    if repository.name != name:
        previous = move(repository, repository.namespace, name)
        record("repository.rename", by=by, repository=repository, previous=previous)
    return repository


def move(repository, namespace, name) -> str:
    """Returns what it was called. A name it had before is its own and may be taken again."""
    previous = repository.full_name
    full_name = f"{namespace.name}/{name}"
    try:
        with transaction.atomic():
            repository.names.filter(is_current=True).update(is_current=False)
            had = repository.names.filter(namespace=namespace, name=name)
            if not had.update(is_current=True):
                repository.names.create(namespace=namespace, name=name)
            repository.namespace, repository.full_name = namespace, full_name
            repository.save(update_fields=["namespace", "full_name", "updated_at"])
    except IntegrityError as error:
        raise RepositoryNameTaken(full_name) from error
    return previous


@transaction.atomic
def archive(*, repository, by) -> Repository:
    """Pulls go on; nothing is written from the next request on. Raises Repository.DoesNotExist."""
    repository = lock(repository)
    if not repository.is_archived:
        set_archived(repository, timezone.now(), kind="repository.archive", by=by)
    return repository


@transaction.atomic
def unarchive(*, repository, by) -> Repository:
    """Raises Repository.DoesNotExist."""
    repository = lock(repository)
    if repository.is_archived:
        set_archived(repository, None, kind="repository.unarchive", by=by)
    return repository


def set_archived(repository, at, *, kind, by):
    repository.archived_at = at
    repository.save(update_fields=["archived_at", "updated_at"])
    record(kind, by=by, repository=repository)


@transaction.atomic
def delete(*, repository, by):
    """It is gone for everybody now and its private slot is free; until it is purged its name stays taken, and it can
    be restored (trash.restore)."""
    locking.lock(repository.namespace)
    row = Repository.objects.filter(pk=repository.pk, deleted_at=None)
    if row.filter(namespace=repository.namespace_id).update(deleted_at=timezone.now()):
        record("repository.delete", by=by, repository=repository)
        jobs.purge_deleted.using(
            run_after=timezone.now() + settings.HUB_TRASH
        ).enqueue()


@transaction.atomic
def grant(*, repository, user, role, by) -> Grant:
    """Make `user` a collaborator, or change what they may do. Raises OwnerNeedsNoGrant, Repository.DoesNotExist."""
    repository = lock(repository)
    if repository.namespace.owner_id == user.pk:
        raise OwnerNeedsNoGrant(user)
    row, _ = Grant.objects.update_or_create(
        repository=repository, user=user, defaults={"role": role}
    )
    record("grant.set", by=by, repository=repository, user=user.username, role=role)
    return row


@transaction.atomic
def grant_to_team(*, repository, team, role, by) -> Grant:
    """As `grant`, for all in a team of the same namespace. Raises TeamOfAnother, Repository.DoesNotExist."""
    repository = lock(repository)
    if repository.namespace_id != team.namespace_id:
        raise TeamOfAnother(team.name)
    row, _ = Grant.objects.update_or_create(
        repository=repository, team=team, defaults={"role": role}
    )
    record("grant.set", by=by, repository=repository, team=team.name, role=role)
    return row


@transaction.atomic
def revoke(*, grant, by):
    whose = {"team": grant.team.name} if grant.team else {"user": grant.user.username}
    record("grant.revoke", by=by, repository=grant.repository, role=grant.role, **whose)
    grant.delete()


def lock(repository) -> Repository:
    """The row as it stands now; what was asked at the door may have been deleted since, or be another owner's."""
    return (
        Repository.objects.existing()
        .select_for_update(of=["self"], no_key=True)
        .get(pk=repository.pk, namespace=repository.namespace_id)
    )


def require_length(field, text, limit):
    if len(text) > limit:
        raise TextTooLong(field, limit)
