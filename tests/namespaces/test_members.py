"""Who is what in an organisation; one of its owners stays."""

import pytest

from hub.accounts.services import deactivate
from hub.events.models import Event
from hub.namespaces import members
from hub.namespaces.errors import LastOwner
from hub.namespaces.models import Membership
from tests.harbour import build, join
from tests.services.threads import at_once
from tests.world import build as build_world
from tests.world import by, person

pytestmark = pytest.mark.django_db

OWNER, EDITOR, MEMBER = Membership.Role


@pytest.mark.parametrize("role", [EDITOR, MEMBER])
def test_the_last_owner_stays_owner(world, harbour, role):
    alone = harbour.membership(world.alice)

    with pytest.raises(LastOwner, match="Make somebody else an owner first"):
        members.set_role(membership=alone, role=role, by=by(world.alice))
    with pytest.raises(LastOwner):
        members.remove(membership=alone, by=by(world.alice))

    assert harbour.role(world.alice) == OWNER


def test_an_owner_who_was_deactivated_is_none_to_leave_it_to(world, harbour):
    dora = person("dora")
    join(harbour.organisation, dora, OWNER)
    deactivate(user=dora, by=by(world.alice))

    with pytest.raises(LastOwner):
        members.remove(membership=harbour.membership(world.alice), by=by(world.alice))


def test_handing_over_is_making_another_owner(world, harbour):
    alice, bob = harbour.membership(world.alice), harbour.membership(world.bob)

    members.set_role(membership=bob, role=OWNER, by=by(world.alice))
    members.set_role(membership=alice, role=MEMBER, by=by(world.alice))

    assert harbour.role(world.bob) == OWNER
    assert harbour.role(world.alice) == MEMBER
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.namespace) == ("member.role", "harbour")
    assert event.data == {"user": "alice", "role": "member"}


def test_whoever_leaves_is_in_no_team_any_more(world, harbour):
    members.remove(membership=harbour.membership(world.charlie), by=by(world.charlie))

    assert harbour.role(world.charlie) is None
    assert not harbour.crew.members.exists()
    assert Event.objects.order_by("pk").last().kind == "member.leave"


@pytest.mark.parametrize("change", ["leave", "step down"])
@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_go_at_once_one_stays(change):
    world = build_world()
    harbour = build(world)
    harbour.organisation.memberships.filter(user=world.bob).update(role=OWNER)
    owners = [(harbour.membership(user), by(user)) for user in (world.alice, world.bob)]

    def go():
        membership, who = owners.pop()
        try:
            if change == "leave":
                members.remove(membership=membership, by=who)
            else:
                members.set_role(membership=membership, role=EDITOR, by=who)
        except LastOwner as refusal:
            return refusal

    refusals = [refusal for refusal in at_once(2, go) if refusal]

    assert len(refusals) == 1
    assert harbour.organisation.memberships.filter(role=OWNER).count() == 1
