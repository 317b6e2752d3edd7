"""Access tokens of an organisation: its own, limited, and nobody's who made them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub.access import actors, policy, tokens
from hub.access.actors import Actor, OrganisationToken
from hub.access.policy import Action
from hub.access.scopes import Requested
from hub.accounts import access_tokens, credentials, leaving, organisation_tokens
from hub.accounts.errors import CredentialsRefused, PatternsOfAnother, PatternsRefused
from hub.accounts.models import AccessToken, Scope
from hub.events.models import Event
from hub.events.record import THE_HUB
from hub.namespaces import services as namespaces
from hub.oci import names
from hub.repositories import organisations, services, transfers
from hub.repositories.models import Grant
from tests.world import by

pytestmark = pytest.mark.django_db

PULL, PUSH, DELETE, ADMIN, OWN = Action
NONE = set()
LEDGER, NEW, NOTES, APP = "harbour/ledger", "harbour/new", "alice/notes", "alice/app"
HERE = credentials.Client("192.0.2.1", "docker/28.0")


@pytest.fixture
def token_of(world, harbour):
    def make(*repositories, scope=Scope.ADMIN, **fields):
        return organisation_tokens.create(
            organisation=harbour.organisation,
            label="ci",
            scope=scope,
            repositories=repositories or ["harbour/*"],
            by=by(world.alice),
            **fields,
        )

    return make


def verify(secret, name="harbour"):
    return credentials.verify(name=name, secret=secret, client=HERE)


def actor(secret):
    return actors.of_credential(verify(secret))


def actions(who, full_name):
    return set(policy.rights(who, names.parse(full_name)).actions)


def visible_to(who):
    return {row.full_name for row in policy.visible_repositories(who)}


@pytest.mark.parametrize(
    "repositories", [["alice/app"], ["harbour/ledger", "alice/*"], ["harbours/x"]]
)
def test_it_is_for_repositories_of_its_own(token_of, repositories):
    with pytest.raises(PatternsOfAnother):
        token_of(*repositories)
    assert not AccessToken.objects.exists()


def test_it_is_always_limited(world, harbour):
    with pytest.raises(PatternsRefused):
        organisation_tokens.create(
            organisation=harbour.organisation,
            label="ci",
            scope=Scope.READ,
            repositories=[],
            by=by(world.alice),
        )


@pytest.mark.parametrize("name", ["alice", "quay", "", "harbour2"])
def test_it_works_under_the_name_of_its_organisation_only(token_of, name):
    _, secret = token_of()

    with pytest.raises(CredentialsRefused):
        verify(secret, name)
    assert verify(secret, "Harbour").user is None


def test_a_personal_one_does_not_work_under_an_organisation(world, harbour):
    _, secret = access_tokens.create_access_token(
        user=world.alice, label="laptop", scope=Scope.ADMIN
    )

    with pytest.raises(CredentialsRefused):
        verify(secret)


def test_it_does_not_sign_in(token_of):
    _, secret = token_of()

    with pytest.raises(CredentialsRefused):
        credentials.verify_password(name="harbour", secret=secret, client=HERE)


@pytest.mark.parametrize("end", ["revoke", "expire", "suspend", "delete"])
def test_it_ends(world, harbour, token_of, end):
    token, secret = token_of()
    who = actor(secret)
    if end == "revoke":
        access_tokens.revoke_access_token(token=token, by=by(world.alice))
    elif end == "expire":
        AccessToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif end == "suspend":
        namespaces.deactivate(namespace=harbour.organisation, by=THE_HUB)
    else:
        harbour.ledger.delete()
        organisations.delete(organisation=harbour.organisation, by=by(world.alice))
        assert not AccessToken.objects.live().exists()

    with pytest.raises(CredentialsRefused):
        verify(secret)
    if end in ("suspend", "delete"):
        for name in (LEDGER, APP):
            with pytest.raises(policy.Suspended):
                policy.rights(who, names.parse(name))
        with pytest.raises(policy.Suspended):
            policy.require_active(who)


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [
        (Scope.READ, {PULL}),
        (Scope.WRITE, {PULL, PUSH}),
        (Scope.ADMIN, {PULL, PUSH, DELETE, ADMIN}),
    ],
)
def test_it_may_what_it_is_for(token_of, scope, allowed):
    who = actor(token_of("harbour/ledger", "harbour/n*", scope=scope)[1])

    assert actions(who, LEDGER) == actions(who, NEW) == allowed
    assert visible_to(who) == {LEDGER, APP}
    assert actions(who, "harbour/other") == NONE
    assert actions(who, APP) == {PULL}
    assert actions(who, NOTES) == actions(who, "alice/new") == NONE


def test_it_sees_nothing_private_that_it_does_not_name(token_of):
    who = actor(token_of("harbour/n*")[1])

    assert actions(who, LEDGER) == NONE
    assert visible_to(who) == {APP}


def test_elsewhere_it_is_a_stranger_whatever_it_names(world, harbour):
    """A team's grant has no user either."""
    Grant.objects.create(repository=world.notes, team=harbour.crew, role="admin")
    own = OrganisationToken(harbour.organisation.pk, "ci", world.alice.pk)
    who = Actor(None, "harbour", "token:1", Scope.ADMIN, ("alice/*",), (), own)

    assert actions(who, APP) == {PULL}
    assert actions(who, NOTES) == actions(who, "alice/new") == NONE
    assert visible_to(who) == {APP}


def test_what_leaves_the_organisation_is_its_no_more(world, harbour, token_of):
    who = actor(token_of()[1])
    personal = world.bob.namespace
    transfers.transfer(
        repository=harbour.ledger, namespace=personal, name="ledger", by=by(world.alice)
    )

    assert actions(who, "bob/ledger") == NONE
    assert policy.rights(who, names.parse(LEDGER)).repository is None
    assert visible_to(who) == {APP}


def test_an_old_name_is_pulled_and_not_pushed_to(world, harbour, token_of):
    who = actor(token_of()[1])
    services.rename(repository=harbour.ledger, name="book", by=by(world.alice))

    rights = policy.rights(who, names.parse(LEDGER))

    assert rights.is_by_old_name
    assert rights.repository == harbour.ledger
    other = actor(token_of("harbour/ledger")[1])
    assert policy.rights(other, names.parse(LEDGER)).repository is None


def test_it_goes_on_when_its_maker_leaves(world, harbour, token_of):
    _, secret = token_of()
    world.alice.memberships.filter(namespace=harbour.organisation).delete()
    leaving.erase(user=world.alice, by=by(world.alice))

    assert actions(actor(secret), LEDGER) == {PULL, PUSH, DELETE, ADMIN}


def test_a_registry_token_carries_it(token_of):
    who = actor(token_of("harbour/ledger", withheld=["move"])[1])
    asked = Requested("repository", LEDGER, frozenset({"pull", "push"}))

    text, grants = tokens.issue(who, [asked])

    assert tokens.verify(text).actor == who
    assert grants == {LEDGER: {"pull", "push"}}


def test_the_log_names_it(token_of):
    who = actor(token_of()[1])
    namespace = policy.rights(who, names.parse(NEW)).namespace_id

    services.find_or_create(
        namespace=namespaces.Namespace.objects.get(pk=namespace), name="new", by=who.by
    )

    event = Event.objects.get(kind="repository.create", repository=NEW)
    assert (event.actor, event.data["token"]) == (None, "ci")
    assert event.credential.startswith("token:")
