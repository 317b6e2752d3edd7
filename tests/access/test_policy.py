"""Who may do what: role, visibility and suspension from the database, under the ceiling of what was shown."""

import pytest
from django.db import IntegrityError, transaction

from hub.access import policy
from hub.access.actors import ANONYMOUS, Actor
from hub.access.policy import Action
from hub.accounts import services as accounts
from hub.accounts.models import Scope
from hub.events.record import THE_HUB
from hub.namespaces import services as namespaces
from hub.namespaces.models import Namespace
from hub.oci import names
from hub.repositories import services
from hub.repositories.errors import TeamOfAnother
from hub.repositories.models import Grant, Repository, Role
from tests import world as people
from tests.harbour import join
from tests.world import by

pytestmark = pytest.mark.django_db

PULL, PUSH, DELETE, ADMIN, OWN = Action
NONE, ALL = set(), set(Action)
APP, NOTES, MISSING = "alice/app", "alice/notes", "alice/nothing"


def actor(user, ceiling=Scope.ADMIN):
    return Actor(user.pk, user.username, "session", ceiling)


def actions(who, full_name):
    return set(policy.rights(who, names.parse(full_name)).actions)


@pytest.mark.parametrize(
    ("who", "public", "private", "missing"),
    [
        ("nobody", {PULL}, NONE, NONE),
        ("charlie", {PULL}, NONE, NONE),
        ("operator", {PULL}, NONE, NONE),
        ("reader", {PULL}, {PULL}, NONE),
        ("writer", {PULL, PUSH}, {PULL, PUSH}, NONE),
        ("admin", ALL - {OWN}, ALL - {OWN}, NONE),
        ("alice", ALL, ALL, ALL),
    ],
)
def test_a_role_allows(world, who, public, private, missing):
    actors = {
        "nobody": ANONYMOUS,
        "alice": actor(world.alice),
        "charlie": actor(world.charlie),
        "operator": actor(people.person("chief", is_staff=True, is_superuser=True)),
        "reader": collaborator(world, Role.READ),
        "writer": collaborator(world, Role.WRITE),
        "admin": collaborator(world, Role.ADMIN),
    }

    assert actions(actors[who], APP) == public
    assert actions(actors[who], NOTES) == private
    assert actions(actors[who], MISSING) == missing


def collaborator(world, role):
    user = people.person(f"a-{role}")
    for one in (world.app, world.notes):
        services.grant(repository=one, user=user, role=role, by=by(world.alice))
    return actor(user)


@pytest.mark.parametrize(
    ("ceiling", "public", "private", "missing"),
    [
        (Scope.PUBLIC_READ, {PULL}, NONE, NONE),
        (Scope.READ, {PULL}, {PULL}, {PULL}),
        (Scope.WRITE, {PULL, PUSH}, {PULL, PUSH}, {PULL, PUSH}),
        (Scope.ADMIN, ALL, ALL, ALL),
    ],
)
def test_a_ceiling_is_above_what_the_owner_may(
    world, ceiling, public, private, missing
):
    alice = actor(world.alice, ceiling)

    assert actions(alice, APP) == public
    assert actions(alice, NOTES) == private
    assert actions(alice, MISSING) == missing


def test_a_ceiling_gives_nothing(world):
    assert actions(actor(world.bob, Scope.ADMIN), APP) == {PULL, PUSH}


@pytest.mark.parametrize("hidden", [NOTES, MISSING, "nobody/app", "library/nothing"])
def test_it_hides_alike_what_is_private_and_what_is_missing(world, hidden):
    with pytest.raises(policy.RepositoryHidden) as refused:
        policy.find_repository(actor(world.charlie), names.parse(hidden), PUSH)

    assert refused.value.full_name == hidden
    rights = policy.rights(actor(world.charlie), names.parse(hidden))
    assert (rights.repository, rights.namespace_id) == (None, None)


def test_it_refuses_what_may_be_seen_but_not_done(world):
    with pytest.raises(policy.Refused):
        policy.find_repository(actor(world.charlie), names.parse(APP), PUSH)


@pytest.mark.parametrize("name", ["alice", "bob", "charlie"])
def test_whoever_was_deactivated_may_not_even_pull_what_is_public(world, name):
    user = getattr(world, name)
    accounts.deactivate(user=user, by=by(world.alice))

    with pytest.raises(policy.Suspended):
        policy.rights(actor(user), names.parse(APP))


def test_visibility_and_roles_act_on_the_next_question(world):
    charlie, bob = actor(world.charlie), actor(world.bob)
    services.make_public(repository=world.notes, by=by(world.alice))
    assert actions(charlie, NOTES) == {PULL}

    services.make_private(repository=world.notes, by=by(world.alice))
    services.revoke(grant=world.notes.grants.get(), by=by(world.alice))

    assert actions(charlie, NOTES) == NONE
    assert actions(bob, NOTES) == NONE


def test_a_deleted_repository_is_a_name_to_its_owner_only(world):
    services.delete(repository=world.app, by=by(world.alice))

    assert policy.rights(actor(world.alice), names.parse(APP)).repository is None
    assert actions(actor(world.bob), APP) == NONE
    assert actions(ANONYMOUS, APP) == NONE


def test_nothing_in_a_namespace_that_is_switched_off_is_seen(world):
    namespaces.deactivate(namespace=world.alice.namespace, by=by(world.alice))

    for who in (ANONYMOUS, actor(world.alice), actor(world.bob)):
        assert actions(who, APP) == NONE
        assert not policy.visible_repositories(who).exists()


@pytest.fixture
def official(world):
    library = Namespace.objects.get(name="library")
    return services.create(namespace=library, name="nginx", by=by(world.alice))


def test_operators_own_the_official_images_and_nothing_else(world, official):
    chief = actor(people.person("chief", is_staff=True, is_superuser=True))

    assert actions(chief, "nginx") == ALL
    assert actions(actor(world.alice), "nginx") == {PULL}
    assert set(policy.owned_namespaces(chief).values_list("name", flat=True)) == {
        "chief",
        "library",
    }


@pytest.mark.parametrize(
    ("who", "ceiling", "seen"),
    [
        ("alice", Scope.ADMIN, {APP, NOTES}),
        ("alice", Scope.READ, {APP, NOTES}),
        ("alice", Scope.PUBLIC_READ, {APP}),
        ("bob", Scope.ADMIN, {APP, NOTES}),
        ("charlie", Scope.ADMIN, {APP}),
    ],
)
def test_lists_hold_what_may_be_pulled(world, who, ceiling, seen):
    visible = policy.visible_repositories(actor(getattr(world, who), ceiling))

    assert {row.full_name for row in visible} == seen
    assert {row.full_name for row in policy.visible_repositories(ANONYMOUS)} == {APP}


def test_empty_repositories_are_listed_to_those_who_may_fill_them(world):
    def listed(who):
        return {row.full_name for row in policy.listed_repositories(who)}

    assert listed(ANONYMOUS) == listed(actor(world.charlie)) == set()
    assert listed(actor(world.bob)) == listed(actor(world.alice)) == {APP, NOTES}

    Repository.objects.update(pushed_at=world.app.created_at)
    assert listed(ANONYMOUS) == {APP}


# Members of an organisation, and their teams


LEDGER, NEW = "harbour/ledger", "harbour/new"


def test_a_member_may_nothing_by_that_alone(world, harbour):
    charlie = actor(world.charlie)

    assert actions(charlie, LEDGER) == actions(charlie, NEW) == NONE
    assert LEDGER not in visible_to(charlie)


@pytest.mark.parametrize(("who", "allowed"), [("alice", ALL), ("bob", ALL - {OWN})])
def test_owners_and_editors_have_all_that_is_in_it(world, harbour, who, allowed):
    """Its names are the owners' alone."""
    one = actor(getattr(world, who))

    assert actions(one, LEDGER) == actions(one, NEW) == allowed
    assert LEDGER in visible_to(one)
    assert policy.owned_namespaces(one).filter(name="harbour").exists()


@pytest.mark.parametrize(
    ("own", "of_team", "allowed"),
    [
        (None, "read", {PULL}),
        (None, "write", {PULL, PUSH}),
        (None, "admin", ALL - {OWN}),
        ("read", "write", {PULL, PUSH}),
        ("admin", "read", ALL - {OWN}),
        ("write", "write", {PULL, PUSH}),
    ],
)
def test_the_widest_of_what_was_granted_holds(world, harbour, own, of_team, allowed):
    grant_to_crew(harbour, of_team)
    if own:
        services.grant(
            repository=harbour.ledger, user=world.charlie, role=own, by=by(world.alice)
        )

    assert actions(actor(world.charlie), LEDGER) == allowed
    assert actions(actor(world.charlie), NEW) == NONE
    assert LEDGER in visible_to(actor(world.charlie))


def test_the_widest_of_two_teams_holds(world, harbour):
    grant_to_crew(harbour, "read")
    watch = harbour.organisation.teams.create(name="watch")
    watch.members.create(membership=harbour.membership(world.charlie))
    services.grant_to_team(
        repository=harbour.ledger, team=watch, role="admin", by=by(world.alice)
    )

    assert actions(actor(world.charlie), LEDGER) == ALL - {OWN}


def test_a_team_gives_nothing_to_whoever_is_not_in_it(world, harbour):
    grant_to_crew(harbour, "admin")
    dora = people.person("dora")
    join(harbour.organisation, dora, "member")

    assert actions(actor(dora), LEDGER) == NONE
    assert LEDGER not in visible_to(actor(dora))


def test_leaving_the_organisation_leaves_its_teams(world, harbour):
    grant_to_crew(harbour, "admin")

    harbour.membership(world.charlie).delete()

    assert actions(actor(world.charlie), LEDGER) == NONE
    assert LEDGER not in visible_to(actor(world.charlie))


def test_a_team_has_nothing_to_say_in_another_namespace(world, harbour):
    with pytest.raises(TeamOfAnother):
        services.grant_to_team(
            repository=world.notes, team=harbour.crew, role="read", by=by(world.alice)
        )
    # As after a repository moved.
    Grant.objects.create(repository=world.notes, team=harbour.crew, role="admin")

    assert actions(actor(world.charlie), NOTES) == NONE
    assert NOTES not in visible_to(actor(world.charlie))


def test_a_grant_is_to_one_person_or_to_one_team(world, harbour):
    for whose in ({}, {"user": world.bob, "team": harbour.crew}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.create(repository=harbour.ledger, role="read", **whose)


def grant_to_crew(harbour, role):
    services.grant_to_team(
        repository=harbour.ledger, team=harbour.crew, role=role, by=THE_HUB
    )


def visible_to(who):
    return {row.full_name for row in policy.visible_repositories(who)}


@pytest.mark.parametrize(
    ("ceiling", "may"),
    [("repo:public_read", False), ("repo:read", False), ("repo:write", True)],
)
def test_a_ceiling_decides_whether_a_push_may_create(world, ceiling, may):
    assert policy.may_create(actor(world.alice, Scope(ceiling))) is may
    assert not policy.may_create(ANONYMOUS)
