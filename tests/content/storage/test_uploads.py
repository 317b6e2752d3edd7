"""An upload becomes a blob, however it was cut into requests."""

import json

import pytest

from hub.content.storage import (
    DigestMismatch,
    StorageError,
    UploadLost,
    hashing,
)

from .content import MIB, noise
from .uploading import Upload, digest_of, stored

pytestmark = pytest.mark.one_pair


def test_it_refuses_another_digest_and_keeps_what_was_committed(blobs):
    upload = Upload(blobs)
    upload.append(b"one ")

    with pytest.raises(DigestMismatch) as refused:
        upload.finish(digest_of(b"one three"), rest=b"two")

    assert refused.value.actual == digest_of(b"one two")
    key = upload.finish(digest_of(b"one three"), rest=b"three")
    assert stored(blobs, key) == b"one three"


def test_it_stores_nothing_under_a_refused_digest(blobs):
    with pytest.raises(DigestMismatch):
        Upload(blobs).finish(digest_of(b"expected"), rest=b"received")

    assert list(blobs.list_blobs()) == []


def test_it_refuses_what_is_no_digest(blobs):
    with pytest.raises(ValueError):
        Upload(blobs).finish("md5:../../etc/passwd", rest=b"x")


def test_it_refuses_an_upload_id_that_is_a_path(blobs):
    with pytest.raises(ValueError):
        blobs.writer("../escape", 1, {})


@pytest.mark.parametrize(
    "size", [0, 1, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, 8 * MIB, 8 * MIB + 1, 17 * MIB]
)
def test_it_stores_one_body(blobs, size):
    content = noise(size)

    key = Upload(blobs).finish(digest_of(content), rest=content)

    assert stored(blobs, key) == content
    assert blobs.size(key) == size


@pytest.mark.parametrize(
    "sizes",
    [
        [3, 4],
        [5 * MIB - 1, 2],
        [5 * MIB, 1, 5 * MIB - 1, 1],
        [8 * MIB, 8 * MIB],
        [100_000] * 60,
        [9 * MIB, 0, 3 * MIB, 20 * MIB, 7],
        [0, 0, 12],
    ],
)
def test_it_joins_what_many_requests_brought(blobs, sizes):
    upload, pieces = Upload(blobs), [noise(size) for size in sizes]

    for piece in pieces:
        upload.append(piece)
        upload.state = json.loads(json.dumps(upload.state))
    whole = b"".join(pieces)
    key = upload.finish(digest_of(whole))

    assert upload.state["offset"] == len(whole)
    assert stored(blobs, key) == whole


def test_it_takes_the_last_bytes_with_the_finish(blobs):
    upload, content = Upload(blobs), noise(13 * MIB)
    upload.append(content[: 6 * MIB])

    key = upload.finish(digest_of(content), rest=content[6 * MIB :])

    assert stored(blobs, key) == content


def test_it_goes_on_after_a_flush_in_the_same_request(blobs):
    upload, content = Upload(blobs), noise(12 * MIB)

    with upload.begin() as writer:
        writer.write(content[: 6 * MIB])
        upload.state = writer.flush()
        writer.write(content[6 * MIB : 6 * MIB + 10])
        upload.state = writer.flush()
        writer.write(content[6 * MIB + 10 :])
        key = writer.finish(digest_of(content))

    assert stored(blobs, key) == content


def test_it_forgets_what_was_written_and_not_flushed(blobs):
    upload = Upload(blobs)
    upload.append(b"kept")

    with upload.begin() as writer:
        writer.write(b" and lost")

    key = upload.finish(digest_of(b"kept and found"), rest=b" and found")
    assert stored(blobs, key) == b"kept and found"


def test_it_forgets_what_was_flushed_and_not_committed(blobs):
    upload = Upload(blobs)
    upload.append(noise(6 * MIB))
    with upload.begin() as writer:
        writer.write(b"!" * (9 * MIB))
        writer.flush()

    key = upload.finish(digest_of(noise(6 * MIB) + b"end"), rest=b"end")

    assert stored(blobs, key) == noise(6 * MIB) + b"end"


def test_it_writes_no_more_once_it_ended(blobs):
    writer = Upload(blobs).begin()
    writer.write(b"x")
    writer.abort()

    with pytest.raises(StorageError):
        writer.write(b"y")
    with pytest.raises(StorageError):
        writer.flush()


def test_it_stores_a_sha512_blob(blobs):
    upload, content = Upload(blobs), noise(6 * MIB)
    upload.append(content)

    key = upload.finish(digest_of(content, "sha512"))

    assert stored(blobs, key) == content


@pytest.mark.parametrize("size", [6 * MIB, 9 * MIB])
def test_it_refuses_a_wrong_sha512(blobs, size):
    upload = Upload(blobs)
    upload.append(noise(size))

    with pytest.raises(DigestMismatch):
        upload.finish(digest_of(b"else", "sha512"))

    blobs.discard(upload.id, upload.state)
    assert list(blobs.list_blobs()) == []


def test_it_carries_sha512_across_requests_when_told_so(blobs, monkeypatch):
    upload, content = Upload(blobs), noise(6 * MIB)
    with upload.begin(algorithm="sha512") as writer:
        writer.write(content)
        upload.state = writer.flush()
    monkeypatch.setattr("hub.content.storage.writer.Writer._check_again", None)

    key = upload.finish(digest_of(content, "sha512"))

    assert stored(blobs, key) == content


def test_it_reads_the_bytes_again_where_the_hash_cannot_be_carried(blobs, monkeypatch):
    monkeypatch.setattr(hashing, "_RESUMABLE", frozenset())
    upload, content = Upload(blobs), noise(7 * MIB)
    upload.append(content[: 6 * MIB])
    upload.append(content[6 * MIB :])

    key = upload.finish(digest_of(content))

    assert stored(blobs, key) == content


@pytest.mark.parametrize("size", [6 * MIB, 9 * MIB])
def test_it_verifies_what_it_reads_again(blobs, size, monkeypatch):
    monkeypatch.setattr(hashing, "_RESUMABLE", frozenset())
    upload = Upload(blobs)
    upload.append(noise(size))

    with pytest.raises(DigestMismatch):
        upload.finish(digest_of(b"something else"))

    blobs.discard(upload.id, upload.state)
    assert list(blobs.list_blobs()) == []


def test_it_finishes_again_when_the_commit_failed(blobs):
    upload, content = Upload(blobs), noise(9 * MIB)
    upload.append(content)
    first = upload.finish(digest_of(content))

    again = upload.finish(digest_of(content))

    assert stored(blobs, again) == content
    assert stored(blobs, first) == content


def test_it_finishes_a_small_upload_again_when_the_commit_failed(blobs):
    upload = Upload(blobs)
    upload.append(b"small")
    upload.finish(digest_of(b"small"))

    again = upload.finish(digest_of(b"small"))

    assert stored(blobs, again) == b"small"


def test_it_says_so_when_a_finished_upload_is_continued(blobs):
    upload, content = Upload(blobs), noise(9 * MIB)
    upload.append(content)
    key = upload.finish(digest_of(content))

    with pytest.raises(UploadLost):
        upload.finish(digest_of(content + b"more"), rest=b"more")

    assert stored(blobs, key) == content


def test_it_keeps_one_blob_for_two_uploads_of_one_digest(blobs):
    content = noise(6 * MIB)
    first = Upload(blobs).finish(digest_of(content), rest=content)

    second = Upload(blobs).finish(digest_of(content), rest=content)
    if second != first:
        blobs.delete(second)

    assert stored(blobs, first) == content
    assert [blob.key for blob in blobs.list_blobs()] == [first]


def test_it_loses_an_upload_that_was_discarded(blobs):
    upload = Upload(blobs)
    upload.append(noise(9 * MIB))

    blobs.discard(upload.id, upload.state)

    with pytest.raises(UploadLost):
        upload.finish(digest_of(noise(9 * MIB) + b"x"), rest=b"x")
    assert list(blobs.list_blobs()) == []
    assert list(blobs.list_uploads()) == []


def test_it_loses_an_upload_of_another_kind_of_store(blobs):
    upload = Upload(blobs)
    upload.append(b"x")
    upload.state["stored"]["kind"] = "elsewhere"

    with pytest.raises(UploadLost):
        upload.append(b"y")


def test_files_lose_an_upload_whose_end_a_power_cut_took(files):
    upload = Upload(files)
    upload.append(b"whole")
    [file] = files.upload_folder(upload.id).iterdir()
    file.write_bytes(b"who")

    with pytest.raises(UploadLost):
        upload.finish(digest_of(b"whole"))


def test_files_hand_nobody_a_blob_for_its_digest_alone(files, monkeypatch):
    monkeypatch.setattr(hashing, "_RESUMABLE", frozenset())
    Upload(files).finish(digest_of(b"secret"), b"secret")
    upload = Upload(files)
    upload.append(b"public")
    files.discard(upload.id)

    with pytest.raises(UploadLost):
        upload.finish(digest_of(b"secret"))


@pytest.mark.needs("versitygw")
def test_s3_leaves_no_multipart_upload_of_a_request_that_failed(s3):
    with Upload(s3).begin() as writer:
        writer.write(noise(20 * MIB))

    assert list(s3.list_uploads()) == []


@pytest.mark.needs("versitygw")
def test_s3_never_writes_a_key_again(s3):
    upload = Upload(s3)
    upload.append(b"one")
    with s3.writer(upload.id, upload.generation, {}) as same_generation:
        same_generation.write(b"two")
        same_generation.flush()

    assert stored(s3, upload.finish(digest_of(b"one"))) == b"one"
