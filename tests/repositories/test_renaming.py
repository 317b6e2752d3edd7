"""Another name, another owner: the old name stays taken, and nobody else can have it."""

import pytest

from hub.events.models import Event
from hub.namespaces.models import Namespace
from hub.repositories import services
from hub.repositories.errors import (
    PrivateAllowanceUsed,
    RepositoryNameInvalid,
    RepositoryNameTaken,
)
from hub.repositories.models import Repository, RepositoryName, Role
from tests.services.threads import at_once
from tests.world import build, by, repository

pytestmark = pytest.mark.django_db


def rename(world, name, one=None):
    return services.rename(repository=one or world.app, name=name, by=by(world.alice))


def transfer(world, one, user):
    return services.transfer(
        repository=one, namespace=user.namespace, by=by(world.alice)
    )


def names_of(one):
    """Every name, that of today first."""
    rows = RepositoryName.objects.filter(repository=one).order_by("-is_current", "pk")
    return [str(row) for row in rows.select_related("namespace")]


@pytest.mark.parametrize("name", ["", "App", "a/b", "-", "x" * 129, "a\x00"])
def test_it_refuses_what_is_no_name(world, name):
    with pytest.raises(RepositoryNameInvalid):
        rename(world, name)

    assert names_of(world.app) == ["alice/app"]


def test_it_refuses_a_name_of_another(world):
    with pytest.raises(RepositoryNameTaken) as refused:
        rename(world, "notes")

    assert "alice/notes is taken" in str(refused.value)
    assert names_of(world.app) == ["alice/app"]
    assert Repository.objects.filter(full_name="alice/app", pk=world.app.pk).exists()


def test_it_refuses_a_name_another_had(world):
    rename(world, "web")

    with pytest.raises(RepositoryNameTaken):
        rename(world, "app", world.notes)
    with pytest.raises(RepositoryNameTaken):
        repository("alice/app")


def test_no_push_makes_anything_under_an_old_name(world):
    rename(world, "web")

    with pytest.raises(RepositoryNameTaken):
        services.find_or_create(
            namespace=world.alice.namespace, name="app", by=by(world.alice)
        )


def test_it_renames_nothing_that_was_deleted_meanwhile(world):
    services.delete(repository=world.app, by=by(world.alice))

    with pytest.raises(Repository.DoesNotExist):
        rename(world, "web")


def test_every_name_it_had_stays_its_own(world):
    rename(world, "web")
    rename(world, "site")

    assert names_of(world.app) == ["alice/site", "alice/app", "alice/web"]
    assert Repository.objects.get(pk=world.app.pk).full_name == "alice/site"


def test_it_may_take_back_a_name_it_had(world):
    rename(world, "web")

    rename(world, "app")

    assert names_of(world.app) == ["alice/app", "alice/web"]


def test_it_says_what_happened(world):
    rename(world, "web")

    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.repository) == ("repository.rename", "alice/web")
    assert event.data == {"previous": "alice/app"}
    assert event.actor == world.alice


def test_the_same_name_again_is_no_event(world):
    rename(world, "app")

    assert not Event.objects.filter(kind="repository.rename").exists()


def test_a_transfer_takes_its_name_and_its_grants_along(world):
    transfer(world, world.app, world.charlie)

    one = Repository.objects.get(pk=world.app.pk)
    assert (one.full_name, one.namespace) == ("charlie/app", world.charlie.namespace)
    assert names_of(one) == ["charlie/app", "alice/app"]
    assert one.grants.get(user=world.bob).role == Role.WRITE
    assert Event.objects.order_by("pk").last().kind == "repository.transfer"


def test_a_new_owner_needs_no_grant(world):
    transfer(world, world.app, world.bob)

    assert not world.app.grants.exists()


def test_a_transfer_refuses_what_the_new_owner_has_no_room_for(world):
    Namespace.objects.filter(name="charlie").update(private_repositories=0)

    with pytest.raises(PrivateAllowanceUsed):
        transfer(world, world.notes, world.charlie)

    assert names_of(world.notes) == ["alice/notes"]


def test_a_transfer_refuses_a_name_that_is_taken(world):
    repository("charlie/app")

    with pytest.raises(RepositoryNameTaken):
        transfer(world, world.app, world.charlie)


def test_a_transfer_to_where_it_is_changes_nothing(world):
    transfer(world, world.app, world.alice)

    assert not Event.objects.filter(kind="repository.transfer").exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_who_want_one_name_at_once_one_gets_it():
    world = build()
    waiting = [world.app, *(repository(f"alice/a{n}") for n in range(5))]

    def take():
        try:
            return rename(world, "web", waiting.pop())
        except RepositoryNameTaken:
            return None

    winners = [one for one in at_once(6, take) if one]

    assert len(winners) == 1
    assert names_of(winners[0])[0] == "alice/web"
    assert RepositoryName.objects.filter(is_current=True).count() == 7
