"""Changing, sharing and deleting repositories."""

import pytest

from hub.events.models import Event
from hub.repositories import services
from hub.repositories.errors import OwnerNeedsNoGrant, TextTooLong
from hub.repositories.models import Grant, Repository, Role
from tests.world import by

pytestmark = pytest.mark.django_db


def kinds():
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_it_refuses_texts_that_are_too_long(world):
    with pytest.raises(TextTooLong):
        services.edit(
            repository=world.app,
            by=by(world.alice),
            description="x" * 101,
            overview="",
        )

    world.app.refresh_from_db()
    assert world.app.description == "Web front end for the ferry timetable"


def test_a_text_that_is_not_named_is_left_to_whoever_changed_it(world):
    before = Repository.objects.get(pk=world.app.pk)
    services.edit(repository=world.app, by=by(world.alice), overview="# New")

    services.edit(repository=before, by=by(world.alice), description="New")

    world.app.refresh_from_db()
    assert (world.app.description, world.app.overview) == ("New", "# New")


@pytest.mark.parametrize(
    "change",
    [
        lambda **words: services.edit(description="x", overview="", **words),
        services.make_private,
        services.make_public,
    ],
    ids=["edit", "make private", "make public"],
)
def test_it_changes_nothing_that_was_deleted_meanwhile(world, change):
    services.delete(repository=world.app, by=by(world.alice))

    with pytest.raises(Repository.DoesNotExist):
        change(repository=world.app, by=by(world.alice))


def test_it_shares_nothing_that_was_deleted_meanwhile(world):
    services.delete(repository=world.app, by=by(world.alice))

    with pytest.raises(Repository.DoesNotExist):
        services.grant(
            repository=world.app,
            user=world.charlie,
            role=Role.READ,
            by=by(world.alice),
        )


def test_the_owner_needs_no_grant(world):
    with pytest.raises(OwnerNeedsNoGrant):
        services.grant(
            repository=world.app, user=world.alice, role=Role.READ, by=by(world.bob)
        )


def test_a_second_grant_changes_the_first(world):
    services.grant(
        repository=world.app, user=world.bob, role=Role.ADMIN, by=by(world.alice)
    )

    grant = Grant.objects.get(repository=world.app, user=world.bob)
    assert grant.role == Role.ADMIN
    event = Event.objects.order_by("pk").last()
    assert event.data == {"user": "bob", "role": "admin"}


def test_revoking_says_what_was_taken(world):
    grant = world.app.grants.get(user=world.bob)

    services.revoke(grant=grant, by=by(world.alice))

    assert not world.app.grants.exists()
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.data) == (
        "grant.revoke",
        {"user": "bob", "role": "write"},
    )


def test_a_switch_that_changes_nothing_is_no_event(world):
    services.make_public(repository=world.app, by=by(world.alice))

    assert "repository.visibility" not in kinds()


def test_deleting_twice_happens_once(world):
    for _ in range(2):
        services.delete(repository=world.app, by=by(world.alice))

    assert kinds().count("repository.delete") == 1
