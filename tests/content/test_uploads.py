"""From the first byte to a blob, without a request in between."""

import os
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from hub.content import blobs, uploads
from hub.content.errors import (
    BlobTooLarge,
    BodyCutShort,
    RangeMismatch,
    UploadTakenOver,
    UploadUnknown,
)
from hub.content.models import Blob, Upload
from hub.content.storage import backend
from hub.oci import digests
from hub.oci.digests import DigestInvalid
from tests.world import repository

MIB = 1024 * 1024
CONTENT = b"from the first byte to the last"
DIGEST = digests.of(CONTENT)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def upload(world):
    return uploads.start(repository=world.app, user_id=world.alice.pk)


def append(upload, *chunks, **options):
    return uploads.append(upload=upload, chunks=chunks, **options)


def finish(upload, *chunks, digest=DIGEST, **options):
    return uploads.finish(upload=upload, chunks=chunks, digest=digest, **options)


def cut_after(*chunks):
    """A body whose client vanishes."""
    yield from chunks
    raise BodyCutShort


def again(upload):
    """As another request finds it."""
    return uploads.find(
        repository=upload.repository, user_id=upload.user_id, upload_id=str(upload.pk)
    )


def content_of(blob):
    return backend().read(blob.storage_key, 100 * MIB)


# Refusals


@pytest.mark.parametrize(
    "upload_id",
    ["", "1", "\x00", "a" * 32, "{00000000-0000-0000-0000-000000000000}", "../.."],
)
def test_one_that_nobody_began_is_unknown(world, upload_id):
    with pytest.raises(UploadUnknown):
        uploads.find(repository=world.app, user_id=world.alice.pk, upload_id=upload_id)


def test_it_is_of_one_repository_and_one_person(world, upload):
    for other in (
        {"repository": world.notes},
        {"user_id": world.bob.pk},
        {"user_id": None},
    ):
        place = {"repository": world.app, "user_id": world.alice.pk} | other
        with pytest.raises(UploadUnknown):
            uploads.find(upload_id=str(upload.pk), **place)


def test_one_that_expired_is_unknown(upload):
    Upload.objects.update(expires_at=timezone.now())

    with pytest.raises(UploadUnknown):
        again(upload)


@pytest.mark.parametrize("begins_at", [0, 9, 11, 2**63])
def test_a_chunk_that_begins_elsewhere_changes_nothing(upload, begins_at):
    append(upload, CONTENT[:10])

    for write in (append, finish):
        with pytest.raises(RangeMismatch):
            write(again(upload), CONTENT[10:], begins_at=begins_at)

    assert content_of(finish(again(upload), CONTENT[10:], begins_at=10)) == CONTENT


def test_a_wrong_digest_changes_nothing(upload):
    append(upload, CONTENT[:10])

    with pytest.raises(DigestInvalid) as caught:
        finish(again(upload), b"other")

    assert caught.value.actual == digests.of(CONTENT[:10] + b"other")
    assert not Blob.objects.exists()
    assert again(upload).offset == 10
    assert content_of(finish(again(upload), CONTENT[10:])) == CONTENT


def test_more_than_a_blob_may_have_changes_nothing(upload, settings):
    settings.HUB_BLOB_BYTES = 20
    append(upload, CONTENT[:10])

    for write in (append, finish):
        with pytest.raises(BlobTooLarge):
            write(again(upload), CONTENT[10:])

    assert again(upload).offset == 10


def test_more_than_a_blob_may_have_is_known_before_it_comes(upload, settings):
    settings.HUB_BLOB_BYTES = 20
    append(upload, CONTENT[:10])

    def never():
        raise AssertionError("a chunk was asked for")
        yield

    for write, options in ((uploads.append, {}), (uploads.finish, {"digest": DIGEST})):
        with pytest.raises(BlobTooLarge):
            write(upload=again(upload), chunks=never(), length=11, **options)

    assert again(upload).generation == upload.generation


@pytest.mark.parametrize(
    ("chunks", "digest", "error"),
    [
        ([CONTENT], digests.of(b"other"), DigestInvalid),
        ([CONTENT], digests.of(b"other", "sha512"), DigestInvalid),
        ([b"x" * 6 * MIB, b"y" * 3 * MIB], DIGEST, BlobTooLarge),
        (None, DIGEST, BodyCutShort),
    ],
)
def test_one_request_that_is_refused_leaves_nothing(
    world, settings, chunks, digest, error
):
    settings.HUB_BLOB_BYTES = 8 * MIB
    before = {found.key for found in backend().list_blobs()}

    with pytest.raises(error):
        uploads.push(
            repository=world.app,
            user_id=world.alice.pk,
            chunks=cut_after(CONTENT) if chunks is None else chunks,
            digest=digest,
        )

    assert not Upload.objects.exists()
    assert not Blob.objects.exists()
    assert {found.key for found in backend().list_blobs()} == before


def test_who_comes_second_wins(upload):
    """Both found it as it was; the first to write is the second to save."""
    first, second = again(upload), again(upload)

    def bytes_of_the_first():
        yield b"first"
        append(again(upload), b"second")
        yield b"and more"

    with pytest.raises(UploadTakenOver):
        uploads.append(upload=first, chunks=bytes_of_the_first())

    with pytest.raises(UploadTakenOver):
        append(second, b"late")
    assert content_of(finish(again(upload), digest=digests.of(b"second"))) == b"second"


def test_who_finishes_second_makes_no_blob(upload):
    first = again(upload)

    def bytes_of_the_first():
        yield b"first"
        append(again(upload), b"second")

    with pytest.raises(UploadTakenOver):
        uploads.finish(
            upload=first, chunks=bytes_of_the_first(), digest=digests.of(b"first")
        )

    assert not Blob.objects.exists()
    assert again(upload).offset == len(b"second")


def test_one_that_is_cancelled_meanwhile_makes_no_blob(upload):
    def chunks():
        yield CONTENT
        uploads.cancel(upload=again(upload))

    with pytest.raises((UploadTakenOver, UploadUnknown)):
        uploads.finish(upload=again(upload), chunks=chunks(), digest=DIGEST)

    assert not Blob.objects.exists()
    assert not Upload.objects.exists()


# From bytes to a blob


def test_it_becomes_a_blob_of_its_repository(world, upload):
    blob = finish(upload, CONTENT[:10], CONTENT[10:])

    assert (blob.digest, blob.size) == (DIGEST, len(CONTENT))
    assert blobs.find(repository=world.app, digest=DIGEST)
    assert blob.protected_until > timezone.now() + timedelta(hours=23)
    assert content_of(blob) == CONTENT
    assert not Upload.objects.exists()


def test_of_nothing_it_becomes_a_blob_of_nothing(upload):
    assert finish(upload, digest=digests.EMPTY_SHA256).size == 0


def test_every_request_gives_it_more_time(upload):
    Upload.objects.update(expires_at=timezone.now() + timedelta(minutes=1))

    append(again(upload), CONTENT)

    assert again(upload).expires_at > timezone.now() + timedelta(hours=23)


@pytest.mark.parametrize("write", [uploads.append, uploads.finish])
def test_what_came_before_a_cut_is_kept(upload, write):
    options = {"digest": DIGEST} if write is uploads.finish else {}

    with pytest.raises(BodyCutShort):
        write(
            upload=again(upload),
            chunks=cut_after(CONTENT[:7], CONTENT[7:12]),
            **options,
        )

    assert again(upload).offset == 12
    assert content_of(finish(again(upload), CONTENT[12:])) == CONTENT


def test_a_blob_that_is_there_is_stored_once(world, upload):
    first = finish(upload, CONTENT)
    other = uploads.start(repository=world.notes, user_id=world.alice.pk)

    second = finish(other, CONTENT)

    assert second.pk == first.pk
    ours = [found.key for found in backend().list_blobs() if str(other.pk) in found.key]
    assert ours == []
    assert content_of(second) == CONTENT


def test_no_connection_is_held_while_bytes_flow(upload):
    """SQLite's is the thread's own and holds nothing; PostgreSQL's goes back to the pool."""
    held = []

    def chunks():
        held.append((connection.in_atomic_block, connection.connection is not None))
        yield CONTENT

    uploads.append(upload=again(upload), chunks=chunks())
    uploads.finish(
        upload=again(upload), chunks=chunks(), digest=digests.of(CONTENT + CONTENT)
    )

    assert held == [(False, connection.vendor == "sqlite")] * 2


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_three_patches_and_a_put_read_back_no_byte(world, monkeypatch, algorithm):
    """The hash goes on where it stood; nothing of 64 MiB is fetched again to make sure."""
    fetched = watch_for_reading(monkeypatch)
    upload = uploads.start(
        repository=world.app, user_id=world.alice.pk, algorithm=algorithm
    )
    part = os.urandom(16 * MIB)

    for _ in range(3):
        append(again(upload), part)
    blob = finish(again(upload), part, digest=digests.of(part * 4, algorithm))

    assert fetched == []
    assert blob.size == 64 * MIB
    assert content_of(blob) == part * 4
    assert fetched != []


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_it_may_end_with_another_algorithm_than_was_announced(world, algorithm):
    other = {"sha256": "sha512", "sha512": "sha256"}[algorithm]
    upload = uploads.start(
        repository=world.app, user_id=world.alice.pk, algorithm=algorithm
    )

    append(again(upload), CONTENT[:10])
    with pytest.raises(DigestInvalid):
        finish(again(upload), b"other", digest=digests.of(CONTENT, other))
    blob = finish(again(upload), CONTENT[10:], digest=digests.of(CONTENT, other))

    assert blob.digest == digests.of(CONTENT, other)
    assert content_of(blob) == CONTENT


def watch_for_reading(monkeypatch):
    """What the storage reads, by whatever way it has."""
    fetched = []
    if hasattr(backend(), "client"):
        events = backend().client.meta.events
        events.register("before-call.s3.GetObject", lambda **call: fetched.append(call))
        return fetched
    for name in ("read", "pread", "preadv", "readv", "sendfile", "copy_file_range"):
        monkeypatch.setattr(os, name, watched(getattr(os, name), fetched))
    monkeypatch.setattr(type(backend()), "open", watched(type(backend()).open, fetched))
    return fetched


def watched(function, calls):
    def call(*arguments, **options):
        calls.append(function.__name__)
        return function(*arguments, **options)

    return call


# Ending


def test_a_cancelled_one_leaves_nothing_in_the_storage(upload):
    append(again(upload), CONTENT, b"x" * 6 * MIB)

    uploads.cancel(upload=again(upload))

    assert traces_of(upload) == []
    with pytest.raises(UploadUnknown):
        again(upload)


def traces_of(upload):
    stored = [
        found.key for found in backend().list_blobs() if str(upload.pk) in found.key
    ]
    return stored + [
        found for found in backend().list_uploads() if found.upload_id == str(upload.pk)
    ]


def test_expired_ones_are_deleted_and_no_others(world, upload):
    repository("alice/web")
    append(again(upload), b"x" * 6 * MIB)
    living = append(
        uploads.start(repository=world.app, user_id=world.alice.pk), CONTENT
    )
    Upload.objects.filter(pk=upload.pk).update(expires_at=timezone.now())

    assert uploads.delete_expired() == 1

    assert traces_of(upload) == []
    assert [one.pk for one in Upload.objects.all()] == [living.pk]
    assert content_of(finish(again(living))) == CONTENT
