"""A full disk refuses one request and harms nothing."""

import os
import subprocess

import pytest
from django.core.files.storage import FileSystemStorage

from hub.content.storage import StorageFull
from hub.content.storage.files import FilesBackend

from .content import MIB, noise
from .uploading import Upload, digest_of, stored

pytestmark = [pytest.mark.one_pair, pytest.mark.needs("mount")]


@pytest.fixture
def small(tmp_path):
    """Files on a disk of 8 MiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], check=True)
    yield FilesBackend.over(FileSystemStorage(location=disk))
    subprocess.run(["umount", "--lazy", disk], check=True)


def test_it_says_that_the_disk_is_full(small):
    with Upload(small).begin() as writer:
        with pytest.raises(StorageFull) as refused:
            write_much(writer)

    assert refused.value.retry_after


def test_it_gives_the_room_back(small):
    with pytest.raises(StorageFull):
        Upload(small).finish(digest_of(noise(9 * MIB)), noise(9 * MIB))

    key = Upload(small).finish(digest_of(noise(7 * MIB)), noise(7 * MIB))

    assert stored(small, key) == noise(7 * MIB)


def test_it_keeps_what_was_committed(small):
    upload = Upload(small)
    upload.append(noise(6 * MIB))
    with upload.begin() as writer:
        with pytest.raises(StorageFull):
            write_much(writer)

    key = upload.finish(digest_of(noise(6 * MIB) + b"end"), b"end")

    assert stored(small, key) == noise(6 * MIB) + b"end"


def test_it_keeps_the_blobs(small):
    key = Upload(small).finish(digest_of(noise(6 * MIB)), noise(6 * MIB))
    with Upload(small).begin() as writer:
        with pytest.raises(StorageFull):
            write_much(writer)

    assert stored(small, key) == noise(6 * MIB)


def test_it_cannot_copy_aside_what_a_stale_writer_holds(small):
    upload = Upload(small)
    upload.append(noise(5 * MIB))
    stale = upload.begin()

    with pytest.raises(StorageFull):
        upload.begin()

    Upload(small).finish(digest_of(noise(2 * MIB)), noise(2 * MIB))
    stale.abort()
    upload.append(b"more")
    key = upload.finish(digest_of(noise(5 * MIB) + b"more"))
    assert stored(small, key) == noise(5 * MIB) + b"more"


def write_much(writer):
    for _ in range(100):
        writer.write(os.urandom(MIB))
