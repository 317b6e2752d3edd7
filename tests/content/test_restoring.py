"""A tag moved back to what it was."""

import pytest

from hub.content import manifests, restoring
from hub.content.errors import ManifestBlobUnknown, ManifestUnknown, TagInvalid
from hub.events.models import Event
from tests.images import image, index, push
from tests.world import by

OLD, NEW = image("old"), image("new")


@pytest.fixture
def app(world):
    push(world.app, OLD, tag="1.0", by=by(world.alice))
    push(world.app, NEW, tag="1.0", by=by(world.alice))
    return world.app


def restore(repository, one=OLD, name="1.0"):
    author = by(repository.namespace.owner)
    return restoring.restore(
        repository=repository, name=name, digest=one.digest, by=author
    )


def test_a_manifest_that_is_gone_is_refused(app):
    manifests.delete(repository=app, digest=OLD.digest, by=by(app.namespace.owner))

    with pytest.raises(ManifestUnknown):
        restore(app)


def test_an_index_whose_platform_is_gone_is_refused(app):
    both = index(OLD, NEW)
    push(app, both, by=by(app.namespace.owner))
    manifests.delete(repository=app, digest=OLD.digest, by=by(app.namespace.owner))

    with pytest.raises(ManifestBlobUnknown):
        restore(app, both)

    assert app.tags.get(name="1.0").manifest.digest == NEW.digest


def test_a_manifest_of_another_repository_is_refused(world, app):
    other = image("elsewhere")
    push(world.notes, other, by=by(world.alice))

    with pytest.raises(ManifestUnknown):
        restore(app, other)


@pytest.mark.parametrize("name", ["", "-", "a b", "\0"])
def test_what_is_no_tag_is_refused(app, name):
    with pytest.raises(TagInvalid):
        restore(app, name=name)


def test_it_moves_back_and_says_so(app):
    restore(app)

    event = Event.objects.get(kind="tag.restore")
    assert app.tags.get(name="1.0").manifest.digest == OLD.digest
    assert (event.tag, event.digest) == ("1.0", OLD.digest)
    assert event.data["previous"] == NEW.digest


def test_a_second_time_nothing_happens(app):
    restore(app)
    restore(app)

    assert Event.objects.filter(kind="tag.restore").count() == 1


def test_a_deleted_tag_comes_back(app):
    app.tags.all().delete()

    restore(app)

    assert app.tags.get(name="1.0").manifest.digest == OLD.digest
