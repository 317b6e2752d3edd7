"""A deleted repository is kept for a while: to be had back, or purged when the time is over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub.events.models import Event
from hub.namespaces.models import Namespace
from hub.repositories import quota, services, transfers, trash
from hub.repositories.errors import (
    NamespaceEnded,
    PrivateAllowanceUsed,
    RepositoryNameKept,
    RepositoryNameTaken,
)
from hub.repositories.models import Repository
from tests.images import image, push
from tests.services.threads import at_once
from tests.world import build, by, organisation, repository

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def kept_for_a_week(settings):
    settings.HUB_TRASH = WEEK


def delete(world, one):
    services.delete(repository=one, by=by(world.alice))
    return Repository.objects.get(pk=one.pk)


def restore(world, one):
    return trash.restore(repository=one, by=by(world.alice))


def a_week_passes():
    over = timezone.now() - WEEK - timedelta(seconds=1)
    Repository.objects.exclude(deleted_at=None).update(deleted_at=over)


def test_nothing_comes_back_into_a_namespace_that_ended(world):
    deleted = delete(world, world.app)
    Namespace.objects.filter(pk=deleted.namespace_id).update(is_active=False)

    with pytest.raises(NamespaceEnded):
        restore(world, deleted)


def test_it_refuses_a_private_one_whose_slot_another_has(world):
    deleted = delete(world, world.notes)
    repository("alice/ledger", is_private=True)

    with pytest.raises(PrivateAllowanceUsed):
        restore(world, deleted)

    assert not Repository.objects.existing().filter(pk=deleted.pk).exists()


def test_it_restores_nothing_that_is_there(world):
    with pytest.raises(Repository.DoesNotExist):
        restore(world, world.app)


def test_it_restores_nothing_after_its_time_even_if_the_purge_is_late(world):
    deleted = delete(world, world.app)
    a_week_passes()

    with pytest.raises(Repository.DoesNotExist):
        restore(world, deleted)


def test_it_comes_back_with_everything(world):
    push(world.app, image(), tag="1.0", by=by(world.alice))

    restored = restore(world, delete(world, world.app))

    assert Repository.objects.existing().filter(full_name="alice/app").exists()
    assert restored.tags.count() == 1
    assert restored.grants.get().user == world.bob
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.actor) == ("repository.restore", world.alice)


def test_it_takes_its_slot_again(world):
    restore(world, delete(world, world.notes))

    assert quota.used(world.alice.namespace) == 1


def test_its_name_is_kept_and_its_owner_is_told_until_when(world):
    deleted = delete(world, world.app)

    for create in (services.create, services.find_or_create):
        with pytest.raises(RepositoryNameKept) as refused:
            create(namespace=world.alice.namespace, name="app", by=by(world.alice))

        assert refused.value.until == deleted.deleted_at + WEEK
        assert "restore it, or choose another name" in str(refused.value)


def test_a_name_it_had_is_kept_too(world):
    services.rename(repository=world.app, name="web", by=by(world.alice))
    delete(world, world.app)

    with pytest.raises(RepositoryNameKept):
        repository("alice/app")


def test_nobody_is_told_what_another_namespace_deleted(world):
    yard = organisation("yard", world.alice)
    moved = transfers.transfer(
        repository=world.app, namespace=yard, name="app", by=by(world.alice)
    )
    delete(world, moved)

    with pytest.raises(RepositoryNameTaken) as refused:
        repository("alice/app")

    assert not isinstance(refused.value, RepositoryNameKept)


def test_the_job_purges_it_when_its_time_is_over_and_its_name_is_free(world, run_jobs):
    deleted = delete(world, world.app)
    run_jobs()
    assert trash.kept_in(world.alice.namespace).get() == deleted

    a_week_passes()

    assert trash.purge() == 1
    assert trash.purge() == 0
    assert repository("alice/app").pk != deleted.pk


def test_without_a_trash_it_is_purged_at_once(world, settings, run_jobs):
    settings.HUB_TRASH = timedelta()
    delete(world, world.app)

    run_jobs()

    assert not Repository.objects.filter(pk=world.app.pk).exists()


def test_a_purge_takes_nothing_that_was_not_deleted_or_came_back(world):
    restore(world, delete(world, world.app))

    assert trash.purge() == 0
    assert Repository.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_that_want_the_last_slot_at_once_one_gets_it():
    """Deleted and new ones mixed."""
    world = build()
    waiting = []
    for number in range(3):
        one = delete(world, world.notes if number == 0 else private(number))
        waiting.append(lambda one=one: restore(world, one))
        waiting.append(lambda number=number: private(f"new{number}"))

    def attempt():
        try:
            return waiting.pop()()
        except PrivateAllowanceUsed:
            return None

    winners = [one for one in at_once(6, attempt) if one]

    assert len(winners) == 1
    assert quota.used(world.alice.namespace) == 1


def private(name):
    return repository(f"alice/{name}", is_private=True)
