"""Pushes, deletions and the collector in the same instant, each in a transaction of its own.

On PostgreSQL the second one waits for the first one's row lock, or passes by; on SQLite whole transactions queue. What
comes out is the same.
"""

import json
from contextlib import suppress
from threading import Thread

import pytest
from django.db import connection, transaction

from hub.content import blobs, collect, manifests, removal, restoring, tags
from hub.content.errors import (
    BlobInUse,
    ManifestBlobUnknown,
    ManifestInUse,
    RemovalChanged,
)
from hub.content.models import Blob, Manifest, ManifestContent, RepositoryBlob, Tag
from hub.content.storage import backend
from hub.events.models import Event
from hub.oci import digests, media_types
from hub.repositories.models import Repository
from tests.content.test_collect import age
from tests.images import Image, descriptor, image, index, push, store
from tests.services.processes import eventually
from tests.services.threads import at_once
from tests.world import by

pytestmark = pytest.mark.django_db(transaction=True)

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


class Beside:
    """A function on a thread and a connection of its own, which has ended or waits for ours when this is made."""

    def __init__(self, function, *arguments, **options):
        self.thread = Thread(target=self.run, args=(function, arguments, options))
        self.thread.start()
        eventually(lambda: self.has_ended() or self.is_waiting())

    def run(self, function, arguments, options):
        try:
            self.outcome = function(*arguments, **options)
        except Exception as error:
            self.outcome = error
        finally:
            connection.close()

    def has_ended(self):
        return not self.thread.is_alive()

    def is_waiting(self):
        if connection.vendor == "sqlite":
            return True  # at the door: our transaction has the one lock
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            return cursor.fetchone()[0] > 0

    def result(self):
        """Once our transaction has ended."""
        self.thread.join()
        return self.outcome


def assert_passed_by(collector):
    if connection.vendor == "postgresql":
        assert collector.has_ended()


def put(repository, one, user, tag="1.0"):
    manifest, _ = manifests.put(
        repository=repository,
        reference=tag,
        content=one.manifest,
        content_type=one.media_type,
        by=by(user),
    )
    return manifest


def stored(repository, one):
    """Everything that an image needs but its manifest, and long ago."""
    for content in one.blobs:
        store(repository, content)
    age()
    return one


# The collector comes while somebody pushes: it keeps


def test_what_a_manifest_is_taking_is_kept(world):
    one = stored(world.app, image())

    with transaction.atomic():
        put(world.app, one, world.alice)
        collector = Beside(collect.collect)
        assert_passed_by(collector)

    assert collector.result() == 0
    assert RepositoryBlob.objects.count() == 2


def test_what_is_being_mounted_is_kept(world):
    blob = store(world.app, b"loose")
    age()

    with transaction.atomic():
        blobs.mount(
            repository=world.notes, digest=blob.digest, sources=Repository.objects.all()
        )
        collector = Beside(collect.collect)
        assert_passed_by(collector)

    assert collector.result() == 0
    assert RepositoryBlob.objects.filter(repository=world.notes).exists()


def test_what_is_being_stored_again_is_kept(world):
    blob = store(world.app, b"loose")
    blobs.unlink(repository=world.app, digest=blob.digest)
    age()

    with transaction.atomic():
        store(world.notes, b"loose")
        collector = Beside(collect.collect)
        assert_passed_by(collector)

    assert collector.result() == 0
    assert backend().exists(Blob.objects.get().storage_key)


def test_the_bytes_of_a_manifest_that_comes_again_are_kept(world):
    one = image()
    push(world.app, one, by=by(world.alice))
    manifests.delete(repository=world.app, digest=one.digest, by=by(world.alice))
    age()
    Blob.objects.update(protected_until="2100-01-01T00:00:00Z")

    with transaction.atomic():
        put(world.app, one, world.alice)
        collector = Beside(collect.collect)

    assert collector.result() == 0
    assert ManifestContent.objects.exists()


# Somebody pushes while the collector takes: the push begins anew, or says what is missing


def test_one_that_is_being_collected_is_stored_anew(world):
    blob = store(world.app, b"loose")
    RepositoryBlob.objects.all().delete()
    age()

    with transaction.atomic():
        assert collect.locked(blob.pk)
        Blob.objects.filter(pk=blob.pk).delete()
        again = Beside(store, world.app, b"loose")

    assert again.result().digest == blob.digest
    assert RepositoryBlob.objects.get().blob == Blob.objects.get()


def test_one_that_is_being_collected_is_not_mounted(world):
    blob = store(world.app, b"loose")
    age()

    with transaction.atomic():
        assert collect.locked(blob.pk)
        RepositoryBlob.objects.all().delete()
        Blob.objects.filter(pk=blob.pk).delete()
        mount = Beside(
            blobs.mount,
            repository=world.notes,
            digest=blob.digest,
            sources=Repository.objects.all(),
        )

    assert isinstance(mount.result(), blobs.BlobUnknown)
    assert not RepositoryBlob.objects.exists()


@pytest.mark.parametrize("also_the_blob", [False, True])
def test_a_manifest_whose_blobs_are_being_collected_is_refused(world, also_the_blob):
    one = stored(world.app, image())
    layer = Blob.objects.get(digest=digests.of(one.blobs[1]))

    with transaction.atomic():
        assert collect.locked(layer.pk)
        RepositoryBlob.objects.filter(blob=layer).delete()
        if also_the_blob:
            Blob.objects.filter(pk=layer.pk).delete()
        pushed = Beside(put, world.app, one, world.alice)

    assert isinstance(pushed.result(), ManifestBlobUnknown)
    assert layer.digest in pushed.result().digests
    assert not Manifest.objects.exists()
    assert not Tag.objects.exists()
    assert not Event.objects.filter(kind="tag.push").exists()


# Somebody deletes what a manifest that is being pushed refers to: one of both is refused


def cache_of(layer):
    """An index that lists a blob, as buildkit writes it."""
    child = descriptor(layer, "application/vnd.oci.image.layer.v1.tar+gzip")
    content = json.dumps({"schemaVersion": 2, "manifests": [child]}).encode()
    return Image(content, media_types.OCI_INDEX)


@pytest.mark.parametrize("kind", ["image", "index"])
def test_a_manifest_whose_blob_is_being_deleted_is_refused(world, kind):
    one = image() if kind == "image" else cache_of(image().blobs[1])
    stored(world.app, image())
    layer = digests.of(image().blobs[1])

    with transaction.atomic():
        blobs.unlink(repository=world.app, digest=layer)
        pushed = Beside(put, world.app, one, world.alice)

    assert isinstance(pushed.result(), ManifestBlobUnknown)
    assert pushed.result().digests == [layer]
    assert not Tag.objects.exists()


@pytest.mark.parametrize("kind", ["image", "index"])
def test_a_blob_whose_manifest_is_being_pushed_is_not_deleted(world, kind):
    one = image() if kind == "image" else cache_of(image().blobs[1])
    stored(world.app, image())
    layer = digests.of(image().blobs[1])

    with transaction.atomic():
        put(world.app, one, world.alice)
        deletion = Beside(blobs.unlink, repository=world.app, digest=layer)

    assert isinstance(deletion.result(), BlobInUse)
    assert blobs.find(repository=world.app, digest=layer)


def test_an_index_whose_child_is_being_deleted_is_refused(world):
    one = image()
    push(world.app, one, by=by(world.alice))

    with transaction.atomic():
        manifests.delete(repository=world.app, digest=one.digest, by=by(world.alice))
        pushed = Beside(put, world.app, index(one), world.alice)

    assert isinstance(pushed.result(), ManifestBlobUnknown)
    assert pushed.result().digests == [one.digest]
    assert not Tag.objects.exists()


def test_a_child_whose_index_is_being_pushed_is_not_deleted(world):
    one = image()
    push(world.app, one, by=by(world.alice))

    with transaction.atomic():
        put(world.app, index(one), world.alice)
        deletion = Beside(
            manifests.delete,
            repository=world.app,
            digest=one.digest,
            by=by(world.alice),
        )

    assert isinstance(deletion.result(), ManifestInUse)
    assert Manifest.objects.filter(digest=one.digest).exists()


# Tags


def test_a_tag_that_moves_away_does_not_go_with_its_manifest(world):
    one, two = image("one"), image("two")
    push(world.app, one, tag="1.0", by=by(world.alice))
    push(world.app, two, by=by(world.alice))

    with transaction.atomic():
        put(world.app, two, world.alice)
        deletion = Beside(
            manifests.delete,
            repository=world.app,
            digest=one.digest,
            by=by(world.alice),
        )

    assert deletion.result() is None
    assert Tag.objects.get().manifest.digest == two.digest


def test_a_tag_that_comes_back_outlives_its_manifests_deletion(world):
    one, two = image("one"), image("two")
    push(world.app, one, tag="1.0", by=by(world.alice))
    push(world.app, two, by=by(world.alice))

    with transaction.atomic():
        manifests.delete(repository=world.app, digest=one.digest, by=by(world.alice))
        pushed = Beside(put, world.app, two, world.alice)

    assert pushed.result().digest == two.digest
    assert Tag.objects.get().manifest.digest == two.digest


def test_a_manifest_that_is_being_deleted_is_pushed_anew(world):
    one = image()
    push(world.app, one, tag="1.0", by=by(world.alice))

    with transaction.atomic():
        manifests.delete(repository=world.app, digest=one.digest, by=by(world.alice))
        pushed = Beside(put, world.app, one, world.alice)

    assert pushed.result().blob_references.count() == 2
    assert Tag.objects.get().manifest == Manifest.objects.get()


def test_a_deletion_tells_of_what_it_deleted(world):
    one, two = image("one"), image("two")
    push(world.app, one, tag="1.0", by=by(world.alice))
    push(world.app, two, by=by(world.alice))

    with transaction.atomic():
        put(world.app, two, world.alice)
        deletion = Beside(
            tags.delete, repository=world.app, name="1.0", by=by(world.alice)
        )

    assert deletion.result() is None
    assert Event.objects.get(kind="tag.delete").digest == two.digest
    assert not Tag.objects.exists()


# Everything at once


def test_pushes_and_the_collector_leave_nothing_dangling(world, settings):
    """Nothing is protected, so a push may be told that its layer is gone; but what was taken is whole."""
    settings.HUB_BLOB_GRACE = settings.HUB_BLOB_GRACE * 0
    images = [image(f"number {n}", layers=[b"shared", b"own %d" % n]) for n in range(4)]

    def work(turn):
        for one in images:
            if turn % 2:
                collect.collect()
                continue
            with suppress(ManifestBlobUnknown):
                push(world.app, one, tag=f"t{turn}", by=by(world.alice))
        return True

    turns = iter(range(4))
    assert at_once(4, lambda: work(next(turns))) == [True] * 4

    for manifest in Manifest.objects.all():
        for reference in manifest.blob_references.select_related("blob"):
            assert backend().exists(reference.blob.storage_key)
            assert reference.blob.links.filter(repository=manifest.repository).exists()
        assert ManifestContent.objects.filter(pk=manifest.digest).exists()


# Tags that come back, and removals that were confirmed


def test_a_child_is_kept_while_its_index_gets_a_tag_back(world):
    one = image()
    both = index(one)
    push(world.app, both, by=by(world.alice))

    with transaction.atomic():
        restoring.restore(
            repository=world.app, name="1.0", digest=both.digest, by=by(world.alice)
        )
        deletion = Beside(
            manifests.delete,
            repository=world.app,
            digest=one.digest,
            by=by(world.alice),
        )

    assert isinstance(deletion.result(), ManifestInUse)
    assert Manifest.objects.filter(digest=one.digest).exists()


def test_a_tag_that_comes_while_a_removal_is_confirmed_is_not_lost(world):
    one = stored(world.app, image())
    put(world.app, one, world.alice)
    planned = removal.plan(repository=world.app, digests=[one.digest])

    with transaction.atomic():
        put(world.app, one, world.bob, tag="new")
        removing = Beside(
            removal.remove,
            repository=world.app,
            digests=[one.digest],
            seal=planned.seal,
            by=by(world.alice),
        )

    assert isinstance(removing.result(), RemovalChanged)
    assert Tag.objects.count() == 2
