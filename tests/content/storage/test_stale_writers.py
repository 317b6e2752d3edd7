"""A request that was given up for dead may still be writing. It harms nobody."""

import fcntl

import pytest

from hub.content.storage import StaleWriter, StorageError, UploadLost
from hub.content.storage.s3_upload import RIVALS

from .content import MIB, noise
from .uploading import Upload, digest_of, stored

pytestmark = pytest.mark.one_pair

BEFORE = noise(6 * MIB)
LATE = b"late" * (3 * MIB)
NEW = b"new!" * (2 * MIB)


@pytest.fixture
def upload(blobs):
    upload = Upload(blobs)
    upload.append(BEFORE)
    return upload


def test_it_keeps_what_the_newer_commits_while_the_older_writes_on(blobs, upload):
    with upload.begin() as stale:
        stale.write(LATE)
        with upload.begin() as newer:
            stale.write(LATE)
            newer.write(NEW)
            stale.write(LATE)
            upload.state = newer.flush()
        attempt(stale.write, LATE)
        attempt(stale.flush)

    key = upload.finish(digest_of(BEFORE + NEW + b"end"), rest=b"end")

    assert stored(blobs, key) == BEFORE + NEW + b"end"


def test_it_keeps_the_blob_while_the_older_writes_on(blobs, upload):
    with upload.begin() as stale:
        stale.write(LATE)
        key = upload.finish(digest_of(BEFORE + NEW), rest=NEW)
        attempt(stale.write, LATE)
        attempt(stale.flush)

    assert stored(blobs, key) == BEFORE + NEW


def test_it_keeps_the_blob_when_the_older_finishes_too(blobs, upload):
    with upload.begin() as stale:
        stale.write(NEW)
        key = upload.finish(digest_of(BEFORE + NEW), rest=NEW)
        attempt(stale.finish, digest_of(BEFORE + NEW))

    assert stored(blobs, key) == BEFORE + NEW


def test_it_keeps_what_was_committed_when_the_older_wakes_late(blobs, upload):
    old_generation, old_state = upload.generation + 1, upload.state
    upload.generation += 1
    upload.append(NEW)

    attempt(write_and_flush, blobs, upload.id, old_generation, old_state)

    key = upload.finish(digest_of(BEFORE + NEW))
    assert stored(blobs, key) == BEFORE + NEW


def test_it_keeps_what_was_committed_when_the_older_wakes_between_two_requests(
    blobs, upload
):
    old_generation, old_state = upload.generation + 1, upload.state
    upload.generation += 1
    upload.append(NEW)
    attempt(write_and_flush, blobs, upload.id, old_generation, old_state)
    upload.append(NEW)
    attempt(write_and_flush, blobs, upload.id, old_generation, old_state)

    key = upload.finish(digest_of(BEFORE + NEW + NEW))

    assert stored(blobs, key) == BEFORE + NEW + NEW


def test_it_goes_on_after_many_who_never_committed(blobs, upload):
    writers = [upload.begin() for _ in range(4)]
    for writer in writers:
        attempt(writer.write, LATE)

    key = upload.finish(digest_of(BEFORE + NEW), rest=NEW)

    for writer in writers:
        attempt(writer.flush)
        writer.abort()
    assert stored(blobs, key) == BEFORE + NEW


def test_it_starts_anew_beside_a_stale_first_request(blobs):
    upload = Upload(blobs)
    with upload.begin() as stale:
        stale.write(LATE)
        upload.append(NEW)
        attempt(stale.write, LATE)
        attempt(stale.flush)

    key = upload.finish(digest_of(NEW))

    assert stored(blobs, key) == NEW


def test_files_refuse_a_generation_that_another_passed(files):
    upload = Upload(files)
    upload.append(b"one")
    old_generation, old_state = upload.generation + 1, upload.state
    upload.generation += 1
    upload.append(b"two")

    with pytest.raises(StaleWriter):
        files.writer(upload.id, old_generation, old_state)


def test_files_refuse_the_finish_of_a_writer_that_was_swept_away(files):
    upload = Upload(files)
    with upload.begin() as stale:
        stale.write(LATE)
        upload.append(NEW)

        with pytest.raises(StaleWriter):
            stale.finish(digest_of(LATE))

    assert list(files.list_blobs()) == []


def test_files_refuse_one_generation_twice(files):
    upload = Upload(files)
    upload.append(b"one")

    with pytest.raises(StaleWriter):
        files.writer(upload.id, upload.generation, upload.state)


def test_files_notice_who_claims_between_open_and_lock(files, monkeypatch):
    upload = Upload(files)
    upload.append(BEFORE)
    old_generation, old_state = upload.generation + 1, upload.state
    upload.generation += 1
    real = fcntl.flock

    def overtaken(*arguments):
        monkeypatch.setattr(fcntl, "flock", real)
        upload.append(NEW)
        return real(*arguments)

    monkeypatch.setattr(fcntl, "flock", overtaken)
    with pytest.raises(StaleWriter):
        files.writer(upload.id, old_generation, old_state)

    assert stored(files, upload.finish(digest_of(BEFORE + NEW))) == BEFORE + NEW


def test_files_append_without_a_copy(files, monkeypatch):
    monkeypatch.setattr("hub.content.storage.upload_file._copy_range", None)
    upload = Upload(files)

    for _ in range(3):
        upload.append(NEW)

    assert stored(files, upload.finish(digest_of(NEW * 3))) == NEW * 3


def test_files_leave_nothing_of_an_upload_behind(files):
    upload = Upload(files)
    upload.append(BEFORE)
    with upload.begin() as stale:
        stale.write(LATE)
        upload.append(NEW)

    upload.finish(digest_of(BEFORE + NEW))

    assert list(files.list_uploads()) == []


@pytest.mark.needs("versitygw")
def test_s3_refuses_loudly_when_a_stale_writer_replaced_a_part(s3):
    upload = committed_multipart(s3)
    rival = upload.begin()
    upload.generation += RIVALS - 1
    upload.append(NEW)
    rival.write(LATE)
    rival.flush()

    with pytest.raises(UploadLost):
        upload.finish(digest_of(BEFORE * 2 + NEW))


@pytest.mark.needs("versitygw")
def test_s3_keeps_the_part_numbers_of_rivals_apart(s3):
    upload = committed_multipart(s3)
    rival = upload.begin()
    upload.append(NEW)
    rival.write(LATE)
    rival.flush()

    key = upload.finish(digest_of(BEFORE * 2 + NEW))

    assert stored(s3, key) == BEFORE * 2 + NEW


def committed_multipart(s3) -> Upload:
    upload = Upload(s3)
    upload.append(BEFORE)
    upload.append(BEFORE)
    assert upload.state["stored"]["multipart"]
    return upload


def write_and_flush(blobs, upload_id, generation, state):
    with blobs.writer(upload_id, generation, state) as stale:
        stale.write(LATE)
        stale.flush()


def attempt(call, *arguments):
    """A stale writer may be told, or not: only the outcome counts."""
    try:
        call(*arguments)
    except StorageError:
        return
