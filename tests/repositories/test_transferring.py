"""Into another namespace: whose it is then, what it counts for, and which names stay taken."""

import pytest

from hub.access import policy
from hub.access.actors import ANONYMOUS
from hub.access.policy import Action
from hub.events.models import Event
from hub.namespaces import services as namespaces
from hub.namespaces.models import Namespace
from hub.oci import names
from hub.repositories import quota, services, transfers
from hub.repositories.errors import (
    NamespaceEnded,
    PrivateAllowanceUsed,
    RepositoryNameInvalid,
    RepositoryNameTaken,
)
from hub.repositories.models import Repository, RepositoryName, Role
from tests.access.test_policy import actor
from tests.services.threads import at_once
from tests.world import build, by, organisation, person, repository

pytestmark = pytest.mark.django_db


@pytest.fixture
def yard(world):
    """An organisation of Alice's, with room for one private repository."""
    return organisation("yard", world.alice)


def transfer(world, namespace, one=None, name="web"):
    return transfers.transfer(
        repository=one or world.app, namespace=namespace, name=name, by=by(world.alice)
    )


@pytest.mark.parametrize("ended", [{"is_active": False}, {"kind": "reserved"}])
def test_it_refuses_a_namespace_that_ended_meanwhile(world, yard, ended):
    Namespace.objects.filter(pk=yard.pk).update(**ended)

    with pytest.raises(NamespaceEnded):
        transfer(world, yard)

    assert Repository.objects.get(pk=world.app.pk).namespace == world.alice.namespace


@pytest.mark.parametrize("name", ["", "App", "a/b", "a\x00"])
def test_it_refuses_what_is_no_name(world, yard, name):
    with pytest.raises(RepositoryNameInvalid):
        transfer(world, yard, name=name)


def test_it_refuses_a_name_that_is_taken_there(world, yard):
    repository("yard/web")

    with pytest.raises(RepositoryNameTaken):
        transfer(world, yard)

    world.app.refresh_from_db()
    assert world.app.full_name == "alice/app"


def test_it_refuses_a_private_one_where_there_is_no_room(world, yard):
    repository("yard/secret", is_private=True)

    with pytest.raises(PrivateAllowanceUsed) as refused:
        transfer(world, yard, world.notes)

    assert "yard has used 1 of 1" in str(refused.value)
    world.notes.refresh_from_db()
    assert world.notes.namespace == world.alice.namespace


def test_it_moves_nothing_that_was_deleted_meanwhile(world, yard):
    services.delete(repository=world.app, by=by(world.alice))

    with pytest.raises(Repository.DoesNotExist):
        transfer(world, yard)


@pytest.mark.parametrize("change", [services.make_public, services.archive])
def test_what_was_allowed_in_the_old_namespace_is_not_done_in_the_new(
    world, yard, change
):
    as_read_before = Repository.objects.get(pk=world.notes.pk)
    transfer(world, yard, world.notes)

    with pytest.raises(Repository.DoesNotExist):
        change(repository=as_read_before, by=by(world.alice))
    services.delete(repository=as_read_before, by=by(world.alice))

    assert Repository.objects.existing().filter(full_name="yard/web").exists()


def test_it_counts_where_it_went(world, yard):
    transfer(world, yard, world.notes)

    assert (quota.used(world.alice.namespace), quota.used(yard)) == (0, 1)


def test_it_belongs_to_who_owns_the_new_namespace(world, yard):
    yard.memberships.update(user=world.charlie)
    transfer(world, yard, world.notes)
    old, new = names.parse("alice/notes"), names.parse("yard/web")

    for name in (old, new):
        assert policy.rights(actor(world.charlie), name).allow(Action.OWN)
        assert policy.rights(actor(world.alice), name).repository is None
        assert policy.rights(ANONYMOUS, name).actions == set()
        assert policy.rights(actor(world.bob), name).actions == {
            Action.PULL,
            Action.PUSH,
        }


def test_a_new_owner_needs_no_grant(world):
    services.grant(
        repository=world.app, user=world.bob, role=Role.ADMIN, by=by(world.alice)
    )

    moved = transfer(world, world.bob.namespace)

    assert not moved.grants.exists()
    assert Event.objects.order_by("pk").last().kind == "grant.revoke"


def test_the_old_name_stays_taken_where_it_was(world, yard):
    transfer(world, yard)

    with pytest.raises(RepositoryNameTaken):
        repository("alice/app")
    assert policy.rights(ANONYMOUS, names.parse("alice/app")).repository is not None


def test_it_comes_back_to_a_name_it_had(world, yard):
    moved = transfer(world, yard)

    transfer(world, world.alice.namespace, moved, name="app")

    current = RepositoryName.objects.get(repository=moved, is_current=True)
    assert str(current) == "alice/app"


def test_both_namespaces_tell_of_it(world, yard):
    transfer(world, yard)

    left, entered = Event.objects.order_by("pk").filter(
        kind__in=["repository.leave", "repository.transfer"]
    )
    assert (left.namespace, left.repository) == ("alice", "alice/app")
    assert left.data == {"to": "yard"}
    assert (entered.namespace, entered.repository) == ("yard", "yard/web")
    assert entered.data == {"previous": "alice/app"}


@pytest.mark.django_db(transaction=True)
def test_of_many_that_want_the_last_room_at_once_one_gets_it():
    world = build()
    yard = organisation("yard", world.alice)
    namespaces.lift_allowance(namespace=world.alice.namespace, by=by(world.alice))
    waiting = [repository(f"alice/p{n}", is_private=True) for n in range(6)]

    def move():
        one = waiting.pop()
        try:
            return transfer(world, yard, one, name=one.name)
        except PrivateAllowanceUsed:
            return None

    winners = [one for one in at_once(6, move) if one]

    assert len(winners) == 1
    assert quota.used(yard) == 1


@pytest.mark.django_db(transaction=True)
def test_two_that_cross_do_not_wait_for_each_other():
    world = build()
    dora = person("dora")
    ways = [
        (repository("alice/a1"), dora.namespace),
        (repository("alice/a2"), dora.namespace),
        (repository("dora/d1"), world.alice.namespace),
        (repository("dora/d2"), world.alice.namespace),
    ]

    def move():
        one, target = ways.pop()
        return transfer(world, target, one, name=one.name).full_name

    assert sorted(at_once(4, move)) == ["alice/d1", "alice/d2", "dora/a1", "dora/a2"]
