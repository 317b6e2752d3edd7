from datetime import timedelta

import pytest

from hub.content import usage
from hub.repositories import services, trash
from hub.repositories.models import Repository
from tests.images import image, push
from tests.world import by

SHARED = b"s" * 5000


@pytest.fixture
def shared(world):
    """One large layer in two repositories."""
    for repository in (world.app, world.notes):
        own = image(repository.full_name, layers=[SHARED], config={"history": []})
        push(repository, own, tag="1", by=by(world.alice))
    return world


def test_it_counts_tags_and_bytes_of_each_repository(shared):
    app = usage.with_usage(Repository.objects.all()).get(pk=shared.app.pk)

    assert app.tag_count == 1
    assert 5000 < app.stored < 6000


def test_it_counts_nothing_as_zero(world):
    app = usage.with_usage(Repository.objects.all()).get(pk=world.app.pk)

    assert (app.tag_count, app.stored) == (0, 0)


def test_it_counts_a_shared_layer_once_for_a_namespace(shared):
    assert 5000 < usage.of_namespace(shared.alice.namespace) < 6000


def test_what_was_deleted_counts_until_it_is_purged(shared, settings):
    settings.HUB_TRASH = timedelta(hours=24)
    for repository in (shared.app, shared.notes):
        services.delete(repository=repository, by=by(shared.alice))
    assert 5000 < usage.of_namespace(shared.alice.namespace) < 6000

    settings.HUB_TRASH = timedelta()
    trash.purge()

    assert usage.of_namespace(shared.alice.namespace) == 0
