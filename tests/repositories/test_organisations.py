"""The end of an organisation."""

import pytest

from hub.access import policy
from hub.access.actors import Actor
from hub.accounts.models import Scope
from hub.accounts.services import sign_up
from hub.events.models import Event
from hub.namespaces.errors import NamespaceTaken
from hub.namespaces.models import Namespace
from hub.namespaces.organisations import create
from hub.oci import names
from hub.repositories import organisations, services
from hub.repositories.errors import NamespaceEnded, OrganisationInUse
from tests.services.threads import at_once
from tests.world import by, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def emptied(world, harbour):
    harbour.ledger.delete()
    return harbour.organisation


@pytest.mark.parametrize("is_deleted", [False, True])
def test_it_waits_for_the_repositories(world, harbour, is_deleted):
    """Also for those that an owner could still restore."""
    if is_deleted:
        services.delete(repository=harbour.ledger, by=by(world.alice))

    with pytest.raises(OrganisationInUse, match="Transfer or delete them"):
        organisations.delete(organisation=harbour.organisation, by=by(world.alice))

    assert harbour.role(world.alice) == "owner"


def test_the_official_images_have_no_end(world):
    library = Namespace.objects.get(name="library")

    with pytest.raises(OrganisationInUse):
        organisations.delete(organisation=library, by=by(world.alice))


def test_nobody_is_in_it_any_more(world, harbour, emptied):
    organisations.delete(organisation=emptied, by=by(world.alice))

    assert harbour.role(world.alice) is None
    assert not emptied.teams.exists()
    alice = Actor(world.alice.pk, "alice", "session", Scope.ADMIN)
    assert not policy.rights(alice, names.parse("harbour/new")).actions
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.namespace) == ("organisation.delete", "harbour")


def test_its_name_stays_taken(world, emptied):
    organisations.delete(organisation=emptied, by=by(world.alice))

    with pytest.raises(NamespaceTaken):
        sign_up(username="harbour", email="h@mail.example", password=None)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_made_in_it_while_it_ends():
    alice = person("alice")
    organisation = create(name="harbour", user=alice, by=by(alice))
    tries = [
        lambda: organisations.delete(organisation=organisation, by=by(alice)),
        lambda: services.create(namespace=organisation, name="new", by=by(alice)),
    ]

    def run():
        try:
            tries.pop()()
        except (OrganisationInUse, NamespaceEnded) as refusal:
            return refusal

    refusals = [refusal for refusal in at_once(2, run) if refusal]

    assert len(refusals) == 1
