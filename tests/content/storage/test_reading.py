"""A blob is read whole or in part."""

import io
import os

import pytest

from hub.content.storage import BlobMissing, StorageUnavailable
from tests.services.processes import eventually

from .buckets import backend_over
from .content import MIB, noise
from .cutting_proxy import CuttingProxy
from .uploading import Upload, digest_of, stored

pytestmark = pytest.mark.one_pair

CONTENT = noise(3 * MIB + 5)
MISSING = "blobs/sha256/ab/ab" + "0" * 62


@pytest.fixture
def key(blobs):
    return Upload(blobs).finish(digest_of(CONTENT), CONTENT)


def test_it_names_a_missing_blob(blobs, key):
    with pytest.raises(BlobMissing):
        blobs.open(MISSING)
    with pytest.raises(BlobMissing):
        blobs.read(MISSING, 1)
    with pytest.raises(BlobMissing):
        blobs.size(MISSING)
    assert not blobs.exists(MISSING)


def test_it_refuses_a_key_that_leaves_the_folder(files):
    with pytest.raises(ValueError):
        files.open("blobs/../../../etc/passwd")
    with pytest.raises(ValueError):
        files.open("/etc/passwd")


@pytest.mark.parametrize(
    ("start", "length"),
    [
        (0, None),
        (0, 1),
        (0, 0),
        (7, None),
        (7, 2 * MIB),
        (len(CONTENT) - 1, 1),
        (len(CONTENT) - 1, 100),
        (MIB, 10 * MIB),
    ],
)
def test_it_reads_a_range(blobs, key, start, length):
    readable = blobs.open(key, start, length)

    received = b"".join(readable)

    readable.close()
    end = None if length is None else start + length
    assert received == CONTENT[start:end]


def test_it_reads_in_pieces_of_any_size(blobs, key):
    readable = blobs.open(key, 10, 1000)

    pieces = list(iter(lambda: readable.read(333), b""))

    readable.close()
    assert b"".join(pieces) == CONTENT[10:1010]
    assert readable_sizes(pieces) <= 333


def test_it_reads_no_more_than_the_limit(blobs, key):
    assert blobs.read(key, 100) == CONTENT[:100]
    assert blobs.read(key, 10 * MIB) == CONTENT


def test_it_reads_nothing_of_an_empty_blob(blobs):
    key = Upload(blobs).finish(digest_of(b""))

    assert stored(blobs, key) == b""
    assert blobs.read(key, 10) == b""
    assert blobs.size(key) == 0


def test_it_knows_the_size(blobs, key):
    assert blobs.size(key) == len(CONTENT)
    assert blobs.exists(key)


def test_files_hand_out_what_sendfile_needs(files, tmp_path):
    key = Upload(files).finish(digest_of(CONTENT), CONTENT)

    with files.open(key, 1000, 500) as readable:
        assert isinstance(readable, io.FileIO)
        position = os.lseek(readable.fileno(), 0, os.SEEK_CUR)

    assert position == 1000


def test_an_open_file_is_read_to_its_end_though_it_is_deleted(files):
    key = Upload(files).finish(digest_of(CONTENT), CONTENT)
    readable = files.open(key)

    files.delete(key)

    assert b"".join(readable) == CONTENT


@pytest.mark.needs("versitygw")
def test_s3_goes_on_where_a_connection_broke(versitygw, bucket):
    with CuttingProxy(versitygw.port, after=MIB, times=2) as proxy:
        store = backend_over(versitygw, bucket.bucket, endpoint_url=proxy.url)
        key = Upload(store).finish(digest_of(CONTENT), CONTENT)

        assert stored(store, key) == CONTENT

    assert proxy.cuts == 2


@pytest.mark.needs("versitygw")
def test_s3_gives_up_where_every_connection_breaks(versitygw, bucket):
    with CuttingProxy(versitygw.port, after=0, times=100) as proxy:
        store = backend_over(versitygw, bucket.bucket, endpoint_url=proxy.url)

        with pytest.raises(StorageUnavailable):
            store.open(MISSING)


@pytest.mark.needs("versitygw")
def test_s3_hangs_up_when_a_reader_leaves(versitygw, bucket, s3):
    big = noise(20 * MIB)
    with CuttingProxy(versitygw.port, after=0, times=0) as proxy:
        store = backend_over(versitygw, bucket.bucket, endpoint_url=proxy.url)
        key = Upload(store).finish(digest_of(big), big)
        readable = store.open(key)
        readable.read(10)
        before = proxy.open

        readable.close()

        eventually(lambda: proxy.open == before - 1)


@pytest.mark.needs("versitygw")
def test_s3_hands_out_a_url_only_when_told_so(versitygw, bucket, s3, settings):
    key = Upload(s3).finish(digest_of(b"x"), b"x")
    assert s3.url(key) is None
    settings.HUB_BLOBS_REDIRECT = True

    url = backend_over(versitygw, bucket.bucket).url(key)

    assert "X-Amz-Signature" in url
    assert files_have_none(s3)


def test_files_name_an_accel_path_only_when_told_so(files, settings):
    key = Upload(files).finish(digest_of(b"x"), b"x")
    assert files.accel_path(key) is None
    settings.HUB_BLOBS_ACCEL = "/_blobs/"

    path = type(files)(files.root).accel_path(key)

    assert path == f"/_blobs/{key}"
    assert files.url(key) is None


def files_have_none(store) -> bool:
    return store.accel_path("blobs/x") is None


def readable_sizes(pieces: list[bytes]) -> int:
    return max(map(len, pieces))
