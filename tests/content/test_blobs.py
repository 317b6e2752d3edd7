from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from hub.content import blobs
from hub.content.errors import BlobInUse, BlobUnknown
from hub.content.models import Blob, RepositoryBlob
from hub.oci import digests
from hub.repositories.models import Repository
from tests.images import image, push, store
from tests.world import by

CONTENT = b"a layer"
DIGEST = digests.of(CONTENT)


def left(blob):
    """How long it is protected from collection."""
    return Blob.objects.get(pk=blob.pk).protected_until - timezone.now()


def fade(blob, hours):
    Blob.objects.filter(pk=blob.pk).update(
        protected_until=timezone.now() + timedelta(hours=hours)
    )


def test_one_is_found_only_where_it_is_linked(world):
    store(world.notes, CONTENT)

    with pytest.raises(BlobUnknown):
        blobs.find(repository=world.app, digest=DIGEST)

    assert blobs.find(repository=world.notes, digest=DIGEST).size == len(CONTENT)


def test_one_is_kept_once_and_linked_twice(world):
    first, again = store(world.app, CONTENT), store(world.notes, CONTENT)

    assert first.pk == again.pk
    assert RepositoryBlob.objects.count() == 2


def test_storing_protects_it_again(world):
    blob = store(world.app, CONTENT)
    fade(blob, hours=-1)

    store(world.app, CONTENT)

    assert left(blob) > timedelta(hours=23)


def test_mounting_protects_it_again(world):
    blob = store(world.notes, CONTENT)
    fade(blob, hours=-1)

    blobs.mount(repository=world.app, digest=DIGEST, sources=Repository.objects.all())

    assert left(blob) > timedelta(hours=23)
    assert blobs.find(repository=world.app, digest=DIGEST)


def test_it_is_mounted_from_the_sources_only(world):
    store(world.notes, CONTENT)

    with pytest.raises(BlobUnknown):
        blobs.mount(
            repository=world.app,
            digest=DIGEST,
            sources=Repository.objects.filter(is_private=False),
        )

    assert RepositoryBlob.objects.count() == 1


def test_asking_for_a_push_protects_what_fades(world):
    blob = store(world.app, CONTENT)
    fade(blob, hours=11)

    blobs.keep_for_push(blobs.find(repository=world.app, digest=DIGEST))

    assert left(blob) > timedelta(hours=23)


def test_asking_for_a_push_writes_nothing_where_there_is_time(
    world, django_assert_num_queries
):
    blob = store(world.app, CONTENT)
    fade(blob, hours=13)
    found = blobs.find(repository=world.app, digest=DIGEST)

    with django_assert_num_queries(0):
        blobs.keep_for_push(found)

    assert left(blob) < timedelta(hours=13)


def test_one_that_a_manifest_needs_is_not_unlinked(world):
    one = image()
    push(world.app, one, by=by(world.alice))

    for content in one.blobs:
        with pytest.raises(BlobInUse):
            blobs.unlink(repository=world.app, digest=digests.of(content))


def test_one_that_another_repositorys_manifest_needs_is_unlinked_here(world):
    one = image()
    push(world.notes, one, by=by(world.alice))
    store(world.app, one.blobs[1])

    blobs.unlink(repository=world.app, digest=digests.of(one.blobs[1]))

    assert blobs.find(repository=world.notes, digest=digests.of(one.blobs[1]))
    with pytest.raises(BlobUnknown):
        blobs.find(repository=world.app, digest=digests.of(one.blobs[1]))


def test_a_row_that_was_in_the_way_and_is_gone_is_no_mistake(world, monkeypatch):
    """The look, the insert, the second look: another's row can come after the first and go before the third."""
    real, calls = Blob.objects.get_or_create, []

    def crossed(**asked):
        calls.append(asked)
        if len(calls) == 1:
            raise IntegrityError
        return real(**asked)

    monkeypatch.setattr(Blob.objects, "get_or_create", crossed)

    assert store(world.app, CONTENT).digest == DIGEST
    assert len(calls) == 2
