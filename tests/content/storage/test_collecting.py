"""What the collector sees and may remove."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from .content import MIB, noise
from .uploading import Upload, digest_of, stored

pytestmark = pytest.mark.one_pair

CONTENT = b"a layer"


def test_files_keep_a_blob_that_was_used_again(files):
    key = old_blob(files)
    Upload(files).finish(digest_of(CONTENT), CONTENT)

    assert files.delete(key, unused_since=an_hour_ago()) is False
    assert stored(files, key) == CONTENT


def test_files_delete_a_blob_that_was_not_used(files):
    key = old_blob(files)

    assert files.delete(key, unused_since=an_hour_ago()) is True
    assert not files.exists(key)


def test_files_keep_a_young_blob(files):
    key = Upload(files).finish(digest_of(CONTENT), CONTENT)

    assert files.delete(key, unused_since=an_hour_ago()) is False


def test_files_count_a_repeated_finish_as_a_use(files):
    upload = Upload(files)
    upload.append(CONTENT)
    key = upload.finish(digest_of(CONTENT))
    age(files, key)
    upload.finish(digest_of(CONTENT))

    assert files.delete(key, unused_since=an_hour_ago()) is False


def test_files_heal_a_blob_of_the_wrong_size(files):
    key = Upload(files).finish(digest_of(CONTENT), CONTENT)
    files.path_of(key).write_bytes(CONTENT[:2])

    Upload(files).finish(digest_of(CONTENT), CONTENT)

    assert stored(files, key) == CONTENT


def test_files_never_write_a_blob_again(files):
    key = Upload(files).finish(digest_of(CONTENT), CONTENT)
    before = files.path_of(key).stat().st_ino

    Upload(files).finish(digest_of(CONTENT), CONTENT)

    assert files.path_of(key).stat().st_ino == before


def test_it_deletes_what_is_not_there(blobs):
    assert blobs.delete("blobs/sha256/ab/ab" + "0" * 62) is True


def test_it_lists_every_blob(blobs):
    before = datetime.now(UTC) - timedelta(seconds=5)
    keys = {
        Upload(blobs).finish(digest_of(content), content) for content in (b"1", b"22")
    }

    listed = list(blobs.list_blobs())

    assert {blob.key for blob in listed} == keys
    assert sorted(blob.size for blob in listed) == [1, 2]
    assert all(blob.modified > before for blob in listed)


def test_files_pass_over_what_is_not_theirs(files):
    key = Upload(files).finish(digest_of(CONTENT), CONTENT)
    files.path_of(key).with_name("README").write_text("put here by an operator")
    files.upload_folder("a-folder").with_name("lost+found").mkdir()

    assert [blob.key for blob in files.list_blobs()] == [key]
    assert list(files.list_uploads()) == []


@pytest.mark.needs("versitygw")
def test_s3_passes_over_what_is_not_its_own(s3):
    key = Upload(s3).finish(digest_of(CONTENT), CONTENT)
    s3.client.put_object(**s3.at("blobs/README"), Body=b"put here by an operator")

    assert [blob.key for blob in s3.list_blobs()] == [key]


def test_it_names_the_upload_of_every_piece(blobs):
    upload = Upload(blobs)
    upload.append(noise(9 * MIB))

    traces = {blob.upload_id for blob in blobs.list_blobs()}
    traces |= {found.upload_id for found in blobs.list_uploads()}

    assert traces == {upload.id}


def test_it_discards_an_upload_whose_state_is_forgotten(blobs):
    upload = Upload(blobs)
    upload.append(noise(9 * MIB))

    blobs.discard(upload.id)

    assert list(blobs.list_uploads()) == []


def test_it_discards_no_other_upload(blobs):
    kept = Upload(blobs, id="abc1")
    kept.append(noise(9 * MIB))
    Upload(blobs, id="abc").append(noise(9 * MIB))

    blobs.discard("abc")

    key = kept.finish(digest_of(noise(9 * MIB)))
    assert stored(blobs, key) == noise(9 * MIB)


def test_it_discards_nothing_of_a_finished_upload(blobs):
    upload = Upload(blobs)
    upload.append(CONTENT)
    key = upload.finish(digest_of(CONTENT))

    blobs.discard(upload.id)

    assert stored(blobs, key) == CONTENT


def test_it_discards_what_never_began(blobs):
    blobs.discard("never", {})


def old_blob(files) -> str:
    key = Upload(files).finish(digest_of(CONTENT), CONTENT)
    age(files, key)
    return key


def age(files, key) -> None:
    os.utime(files.path_of(key), (1, 1))


def an_hour_ago() -> datetime:
    return datetime.now(UTC) - timedelta(hours=1)
