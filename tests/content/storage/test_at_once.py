"""Many at once, and much."""

import threading
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest

from hub.content.storage.s3_upload import LAST_PART_NUMBER, part_size

from .content import MIB, noise
from .uploading import Upload, digest_of, stored

pytestmark = pytest.mark.one_pair

GB = 1000**3
LAYER = noise(6 * MIB)


def test_it_finishes_one_digest_in_many_uploads_at_once(blobs):
    uploads = [Upload(blobs) for _ in range(8)]
    together = threading.Barrier(len(uploads))

    def push(upload):
        upload.append(LAYER[: 2 * MIB])
        together.wait()
        return upload.finish(digest_of(LAYER), LAYER[2 * MIB :])

    with ThreadPoolExecutor(len(uploads)) as threads:
        keys = set(threads.map(push, uploads))

    assert all(stored(blobs, key) == LAYER for key in keys)


def test_files_keep_one_of_many_finished_at_once(files):
    test_it_finishes_one_digest_in_many_uploads_at_once(files)

    assert [blob.size for blob in files.list_blobs()] == [len(LAYER)]
    assert list(files.list_uploads()) == []


@pytest.mark.parametrize(
    "kind", ["files", pytest.param("s3", marks=pytest.mark.needs("versitygw"))]
)
def test_it_holds_little_in_memory(kind, request):
    blobs = request.getfixturevalue(kind)
    chunk, count = noise(MIB), 300
    digest = digest_of(chunk * count)
    tracemalloc.start()

    with Upload(blobs).begin() as writer:
        for _ in range(count):
            writer.write(chunk)
        key = writer.finish(digest)
    received = sum(map(len, readable := blobs.open(key)))
    readable.close()

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert received == count * MIB
    assert peak < 32 * MIB


def test_s3_has_room_for_a_hundred_gigabytes_in_small_parts():
    numbers = range(1, LAST_PART_NUMBER + 1)
    received, number = 0, 0
    while received < 100 * GB:
        number += 1
        received += part_size(number)

    assert part_size(number) * 2 <= 32 * MIB
    assert sum(map(part_size, numbers)) > 200 * GB
