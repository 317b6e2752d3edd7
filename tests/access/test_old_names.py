"""A repository is found by the names it had, by whoever may pull it and by nobody else."""

import pytest

from hub.access import policy
from hub.access.actors import ANONYMOUS
from hub.access.policy import Action
from hub.accounts.models import Scope
from hub.namespaces import services as namespaces
from hub.oci import names
from hub.repositories import services
from hub.repositories.errors import RepositoryRenamed
from hub.repositories.models import Repository
from tests.access.test_policy import actor
from tests.world import by

pytestmark = pytest.mark.django_db

APP, NOTES = names.parse("alice/app"), names.parse("alice/notes")


@pytest.fixture
def renamed(world):
    """alice/app is alice/web now, and alice/notes alice/diary."""
    services.rename(repository=world.app, name="web", by=by(world.alice))
    services.rename(repository=world.notes, name="diary", by=by(world.alice))
    return world


def test_a_stranger_learns_nothing_of_what_was_renamed(renamed):
    for who in (ANONYMOUS, actor(renamed.charlie)):
        rights = policy.rights(who, NOTES)

        assert rights == policy.Rights(NOTES, None, frozenset())


def test_a_public_token_learns_nothing_of_it(renamed):
    rights = policy.rights(actor(renamed.alice, Scope.PUBLIC_READ), NOTES)

    assert (rights.repository, rights.actions) == (None, frozenset())


def test_a_role_is_what_it_is_under_the_new_name(renamed):
    for name, user in ((APP, renamed.bob), (NOTES, renamed.bob), (APP, renamed.alice)):
        old = policy.rights(actor(user), name)
        new = policy.rights(actor(user), old.repository.parsed_name)

        assert old.is_by_old_name
        assert not new.is_by_old_name
        assert old.actions == new.actions
    assert policy.rights(ANONYMOUS, APP).actions == {Action.PULL}


def test_nothing_is_written_under_an_old_name(renamed):
    with pytest.raises(RepositoryRenamed) as refused:
        policy.rights(actor(renamed.bob), APP).require_writable()

    assert str(refused.value) == "alice/app is now alice/web. Use that name."


def test_every_name_it_had_leads_to_it(renamed):
    for name in ("site", "page"):
        renamed.app.refresh_from_db()
        services.rename(repository=renamed.app, name=name, by=by(renamed.alice))

    for name in ("app", "web", "site", "page"):
        rights = policy.rights(ANONYMOUS, names.parse(f"alice/{name}"))
        assert rights.repository.full_name == "alice/page"


@pytest.mark.parametrize("gone", ["repository", "namespace"])
def test_it_leads_to_nothing_that_is_gone(renamed, gone):
    author = by(renamed.alice)
    if gone == "repository":
        services.delete(repository=renamed.app, by=author)
    else:
        namespaces.deactivate(namespace=renamed.alice.namespace, by=author)

    assert policy.rights(ANONYMOUS, APP).repository is None
    assert not Repository.objects.existing().named(APP).exists()


def test_a_name_of_today_costs_one_query(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        policy.rights(actor(world.alice), APP)


def test_an_old_name_costs_two(renamed, django_assert_num_queries):
    with django_assert_num_queries(2):
        policy.rights(actor(renamed.alice), APP)
    with django_assert_num_queries(2):
        policy.rights(ANONYMOUS, NOTES)
