"""The archive: who put it there is remembered, and twice is once."""

import pytest

from hub.events.models import Event
from hub.repositories import services
from hub.repositories.models import Repository
from tests.world import by

pytestmark = pytest.mark.django_db


def kinds():
    kinds = Event.objects.filter(kind__contains="archive").order_by("pk")
    return list(kinds.values_list("kind", flat=True))


@pytest.mark.parametrize("change", [services.archive, services.unarchive])
def test_it_changes_nothing_that_was_deleted_meanwhile(world, change):
    services.delete(repository=world.app, by=by(world.alice))

    with pytest.raises(Repository.DoesNotExist):
        change(repository=world.app, by=by(world.alice))


def test_it_is_put_there_once_and_taken_out_once(world):
    for change in (services.archive, services.unarchive):
        for _ in range(2):
            one = change(repository=world.app, by=by(world.alice))
            assert one.is_archived is (change is services.archive)

    assert kinds() == ["repository.archive", "repository.unarchive"]
    assert Repository.objects.get(pk=world.app.pk).archived_at is None
