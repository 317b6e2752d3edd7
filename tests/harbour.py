"""An organisation for tests: Alice owns `harbour`, Bob edits it, Charlie is a member in its team `crew`.

It has a private repository, `harbour/ledger`, that nothing is granted on.
"""

from dataclasses import dataclass

import pytest

from hub.accounts.models import User
from hub.namespaces import organisations
from hub.namespaces.models import Membership, Namespace, Team
from hub.repositories import services
from hub.repositories.models import Repository
from tests.world import World, by


@dataclass(frozen=True)
class Harbour:
    organisation: Namespace
    ledger: Repository
    crew: Team

    def membership(self, user) -> Membership | None:
        return self.organisation.memberships.filter(user=user).first()

    def role(self, user):
        found = self.membership(user)
        return found and found.role


def build(world: World) -> Harbour:
    alice = by(world.alice)
    organisation = organisations.create(name="harbour", user=world.alice, by=alice)
    join(organisation, world.bob, Membership.Role.EDITOR)
    charlie = join(organisation, world.charlie, Membership.Role.MEMBER)
    crew = organisation.teams.create(name="crew")
    crew.members.create(membership=charlie)
    ledger = services.create(
        namespace=organisation, name="ledger", is_private=True, by=alice
    )
    return Harbour(organisation, ledger, crew)


def join(organisation, user: User, role) -> Membership:
    return organisation.memberships.create(user=user, role=role)


@pytest.fixture
def harbour(world) -> Harbour:
    return build(world)
