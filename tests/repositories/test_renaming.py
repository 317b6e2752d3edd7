"""Another name: the old name stays taken, and nobody else can have it."""

import pytest

from hub.events.models import Event
from hub.repositories import services
from hub.repositories.errors import (
    RepositoryNameInvalid,
    RepositoryNameTaken,
)
from hub.repositories.models import Repository, RepositoryName
from tests.services.threads import at_once
from tests.world import build, by, repository

pytestmark = pytest.mark.django_db


def rename(world, name, one=None):
    return services.rename(repository=one or world.app, name=name, by=by(world.alice))


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
