"""Taking back space: what goes, and all that stays."""

import json
import os
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from hub.content import blobs, collect, manifests, uploads
from hub.content.models import Blob, ManifestContent, RepositoryBlob, Upload
from hub.content.storage import BlobMissing, backend
from hub.oci import digests, media_types
from hub.repositories.models import Repository
from tests.images import descriptor, image, index, push, store
from tests.world import by

LONG_AGO = timezone.now() - timedelta(days=30)


def age():
    """As if everything had happened long ago."""
    Blob.objects.update(created_at=LONG_AGO, protected_until=LONG_AGO)
    RepositoryBlob.objects.update(created_at=LONG_AGO)
    ManifestContent.objects.update(stored_at=LONG_AGO)
    for blob in Blob.objects.all():
        age_bytes(blob.storage_key)


def age_bytes(key):
    """A file tells when it was used last; an object in a bucket is used by one upload only."""
    if hasattr(backend(), "path_of"):
        os.utime(backend().path_of(key), (LONG_AGO.timestamp(),) * 2)


def is_stored(blob):
    return backend().exists(blob.storage_key)


def is_linked(repository, content):
    return RepositoryBlob.objects.filter(
        repository=repository, blob__digest=digests.of(content)
    ).exists()


# What stays


def test_what_a_manifest_needs_stays(world):
    one = image()
    push(world.app, one, tag="1.0", by=by(world.alice))
    age()

    assert collect.collect() == 0

    assert all(is_linked(world.app, content) for content in one.blobs)
    assert all(map(is_stored, Blob.objects.all()))


def test_what_a_manifest_without_a_tag_needs_stays(world):
    push(world.app, image(), by=by(world.alice))
    age()

    assert collect.collect() == 0


def test_what_is_protected_stays(world):
    blob = store(world.app, b"loose")
    age()
    Blob.objects.update(protected_until=timezone.now() + timedelta(minutes=1))

    assert collect.collect() == 0

    assert is_linked(world.app, b"loose")
    assert is_stored(blob)


def test_what_was_linked_a_moment_ago_stays(world):
    store(world.app, b"loose")
    age()
    RepositoryBlob.objects.update(created_at=timezone.now())

    assert collect.collect() == 0

    assert is_linked(world.app, b"loose")


def test_what_an_index_lists_stays(world):
    """As buildkit lists layers in its cache."""
    store(world.app, b"cached layer")
    child = descriptor(b"cached layer", "x")
    content = b'{"schemaVersion": 2, "manifests": [%s]}' % json.dumps(child).encode()
    manifests.put(
        repository=world.app,
        reference="cache",
        content=content,
        content_type=media_types.OCI_INDEX,
        by=by(world.alice),
    )
    age()

    assert collect.collect() == 0

    assert is_linked(world.app, b"cached layer")


def test_what_another_repository_needs_stays_there(world):
    one = image()
    push(world.app, one, tag="1.0", by=by(world.alice))
    push(world.notes, one, tag="1.0", by=by(world.alice))
    manifests.delete(repository=world.app, digest=one.digest, by=by(world.alice))
    age()

    assert collect.collect() == 0

    assert not any(is_linked(world.app, content) for content in one.blobs)
    assert all(is_linked(world.notes, content) for content in one.blobs)
    assert all(map(is_stored, Blob.objects.all()))


def test_bytes_that_were_used_a_moment_ago_stay(world):
    """A push that found them there relies on them, though its row is not committed yet."""
    if not hasattr(backend(), "path_of"):
        return  # In a bucket every upload has a key of its own.
    blob = store(world.app, b"loose")
    age()
    os.utime(backend().path_of(blob.storage_key))

    assert collect.collect() == 0

    assert not Blob.objects.exists()
    assert is_stored(blob)


# What goes


def test_what_no_manifest_needs_goes_when_its_grace_is_over(world):
    blob = store(world.app, b"loose")
    age()

    assert collect.collect() == 1

    assert not Blob.objects.exists()
    assert not is_stored(blob)


def test_what_a_deleted_manifest_needed_goes(world):
    one = image()
    push(world.app, one, tag="1.0", by=by(world.alice))
    manifests.delete(repository=world.app, digest=one.digest, by=by(world.alice))
    age()

    assert collect.collect() == 2

    assert not ManifestContent.objects.exists()


def test_what_is_left_of_a_deleted_repository_goes(world):
    push(world.app, index(image("a"), image("b")), tag="1.0", by=by(world.alice))
    Repository.objects.filter(pk=world.app.pk).delete()
    age()

    assert collect.collect() == 4

    assert not Blob.objects.exists()
    assert not ManifestContent.objects.exists()


def test_an_unlinked_one_goes(world):
    blob = store(world.app, b"loose")
    blobs.unlink(repository=world.app, digest=blob.digest)
    age()

    assert collect.collect() == 1


def test_the_bytes_of_a_manifest_that_was_deleted_a_moment_ago_stay(world):
    """Who pulled it by digest a moment ago may push it again."""
    one = image()
    push(world.app, one, by=by(world.alice))
    manifests.delete(repository=world.app, digest=one.digest, by=by(world.alice))

    collect.collect()

    assert ManifestContent.objects.exists()


def test_what_went_may_be_pushed_again(world):
    one = image()
    for _ in range(2):
        push(world.app, one, tag="1.0", by=by(world.alice))
        manifests.delete(repository=world.app, digest=one.digest, by=by(world.alice))
        age()
        assert collect.collect() == 2

    push(world.app, one, tag="1.0", by=by(world.alice))

    assert all(map(is_stored, Blob.objects.all()))


# A push in between: what was looked up is asked again under the lock


def test_a_blob_that_is_linked_in_between_stays(world, monkeypatch):
    blob = store(world.app, b"loose")
    blobs.unlink(repository=world.app, digest=blob.digest)
    age()
    in_between(monkeypatch, lambda: store(world.notes, b"loose"))

    assert collect.collect() == 0

    assert is_linked(world.notes, b"loose")
    assert is_stored(blob)


def test_a_blob_that_a_manifest_takes_in_between_stays(world, monkeypatch):
    one = image()
    for content in one.blobs:
        store(world.app, content)
    age()
    in_between(monkeypatch, lambda: put_only(world, one))

    assert collect.collect() == 0

    assert all(is_linked(world.app, content) for content in one.blobs)


def put_only(world, one):
    manifests.put(
        repository=world.app,
        reference="1.0",
        content=one.manifest,
        content_type=one.media_type,
        by=by(world.alice),
    )


def test_a_blob_that_is_asked_for_in_between_stays(world, monkeypatch):
    blob = store(world.app, b"loose")
    age()
    found = blobs.find(repository=world.app, digest=blob.digest)
    in_between(monkeypatch, lambda: blobs.keep_for_push(found))

    assert collect.collect() == 0

    assert is_linked(world.app, b"loose")


def in_between(monkeypatch, push):
    """After the look, before the lock."""
    lock, pushes = collect.locked, [push]

    def after_a_push(blob_id):
        if pushes:
            pushes.pop()()
        return lock(blob_id)

    monkeypatch.setattr(collect, "locked", after_a_push)


# Objects without a row


@pytest.fixture
def no_grace(settings):
    """Whatever is in the storage counts as old: in a bucket nobody can make it so."""
    settings.HUB_BLOB_GRACE = timedelta(hours=-1)


def orphan(content):
    """As a crash leaves it: bytes, and no row."""
    with backend().writer(str(uuid.uuid4()), 1, {}) as writer:
        writer.write(content)
        return writer.finish(digests.of(content))


def test_an_object_without_a_row_goes(world, no_grace):
    key = orphan(b"of a crash")
    age_bytes(key)

    assert collect.delete_orphans() >= 1

    with pytest.raises(BlobMissing):
        backend().size(key)


def test_an_object_without_a_row_stays_for_its_grace(world):
    key = orphan(b"of a push that has yet to commit")

    collect.delete_orphans()

    assert backend().exists(key)


def test_an_object_with_a_row_stays(world, no_grace):
    blob = store(world.app, b"with a row")

    collect.delete_orphans()

    assert is_stored(blob)


@pytest.mark.django_db(transaction=True)
def test_an_upload_under_way_stays(world, no_grace):
    content = b"x" * 6 * 1024 * 1024
    upload = uploads.start(repository=world.app, user_id=world.alice.pk)
    uploads.append(upload=upload, chunks=[content])

    collect.delete_orphans()

    blob = uploads.finish(upload=upload, chunks=[], digest=digests.of(content))
    assert is_stored(blob)


@pytest.mark.django_db(transaction=True)
def test_what_an_upload_without_a_row_received_goes(world, no_grace):
    upload = uploads.start(repository=world.app, user_id=world.alice.pk)
    uploads.append(upload=upload, chunks=[b"x" * 6 * 1024 * 1024])
    upload_id = str(upload.pk)
    Upload.objects.all().delete()

    collect.delete_orphans()

    assert upload_id not in {found.upload_id for found in backend().list_uploads()}
    assert not any(upload_id in found.key for found in backend().list_blobs())
