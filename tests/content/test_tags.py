import pytest

from hub.content import tags
from hub.content.errors import ManifestUnknown
from hub.content.models import Manifest, Tag
from hub.events.models import Event
from tests.images import image, push
from tests.world import by


@pytest.mark.parametrize("name", ["gone", "", "\x00", "a b", "x" * 129])
def test_one_that_is_not_there_is_not_deleted(world, name):
    push(world.app, image(), tag="1.0", by=by(world.bob))
    before = Event.objects.count()

    with pytest.raises(ManifestUnknown):
        tags.delete(repository=world.app, name=name, by=by(world.alice))

    assert Tag.objects.count() == 1
    assert Event.objects.count() == before


def test_one_of_another_repository_is_not_deleted(world):
    push(world.notes, image(), tag="1.0", by=by(world.bob))

    with pytest.raises(ManifestUnknown):
        tags.delete(repository=world.app, name="1.0", by=by(world.alice))

    assert Tag.objects.count() == 1


def test_a_deletion_is_told_and_the_manifest_stays(world):
    one = image()
    push(world.app, one, tag="1.0", by=by(world.bob))

    tags.delete(repository=world.app, name="1.0", by=by(world.alice))

    event = Event.objects.get(kind="tag.delete")
    assert (event.actor, event.tag, event.digest) == (world.alice, "1.0", one.digest)
    assert Manifest.objects.count() == 1


def test_one_that_moves_is_still_the_same(world):
    push(world.app, image("one"), tag="1.0", by=by(world.alice))
    before = Tag.objects.get()
    push(world.app, image("two"), tag="1.0", by=by(world.bob))

    after = Tag.objects.get()

    assert (after.pk, after.created_at) == (before.pk, before.created_at)
    assert after.pushed_by == world.bob
    assert after.pushed_at > before.pushed_at


def test_after_a_deletion_the_history_goes_on_from_nothing(world):
    push(world.app, image("one"), tag="1.0", by=by(world.alice))
    tags.delete(repository=world.app, name="1.0", by=by(world.alice))

    push(world.app, image("two"), tag="1.0", by=by(world.alice))

    assert Event.objects.filter(kind="tag.push").last().data["previous"] == ""


def test_names_come_in_the_order_of_their_bytes(world):
    manifest = push(world.app, image(), by=by(world.alice))
    names = ["b", "B", "_", "1.10", "1.9", "a-b", "a.b", "ab"]
    Tag.objects.bulk_create(
        Tag(repository=world.app, name=name, manifest=manifest) for name in names
    )

    assert tags.page(repository=world.app) == sorted(names, key=str.encode)
    assert tags.page(repository=world.app, after="B", limit=2) == ["_", "a-b"]
