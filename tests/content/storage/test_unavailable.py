"""A store that is away, or turns us down, is named so at once: never a hang, never a missing blob."""

import errno
import os
import socket

import pytest
from botocore.config import Config

from hub.content.storage import BlobMissing, StorageUnavailable
from hub.content.storage.deadline import within
from hub.content.storage.s3_client import _DEFAULTS
from tests.services.processes import free_port
from tests.services.s3 import VersityGateway

from .buckets import backend_over
from .content import MIB, noise
from .uploading import Upload, digest_of, stored

pytestmark = pytest.mark.one_pair

CALLS = {
    "finish": lambda store: Upload(store).finish(digest_of(b"x"), b"x"),
    "append": lambda store: Upload(store).append(b"x"),
    "append much": lambda store: Upload(store).append(noise(20 * MIB)),
    "open": lambda store: store.open("blobs/ab/abc.1.1"),
    "read": lambda store: store.read("blobs/ab/abc.1.1", 10),
    "size": lambda store: store.size("blobs/ab/abc.1.1"),
    "exists": lambda store: store.exists("blobs/ab/abc.1.1"),
    "delete": lambda store: store.delete("blobs/ab/abc.1.1"),
    "discard": lambda store: store.discard("abc", {}),
    "list_blobs": lambda store: list(store.list_blobs()),
    "list_uploads": lambda store: list(store.list_uploads()),
    "healthy": lambda store: store.healthy(),
}


@pytest.fixture
def gone(tmp_path):
    """A bucket on a server that went away."""
    gateway = VersityGateway(tmp_path / "s3", free_port()).start()
    store = backend_over(gateway, gateway.make_bucket("gone"))
    store.healthy()
    gateway.stop()
    yield store
    gateway.stop()


@pytest.fixture
def silent(versitygw, bucket):
    """A server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield backend_over(
            versitygw,
            bucket.bucket,
            endpoint_url=f"http://127.0.0.1:{listener.getsockname()[1]}",
            client_config=Config(read_timeout=0.1),
        )


@pytest.mark.needs("versitygw")
def test_it_names_a_server_that_is_gone(gone):
    assert {name for name in CALLS if not is_refused(name, gone)} == set()


@pytest.mark.needs("versitygw")
@pytest.mark.parametrize("name", CALLS)
def test_it_names_a_server_that_is_silent(silent, name):
    with pytest.raises(StorageUnavailable):
        CALLS[name](silent)


@pytest.mark.needs("versitygw")
@pytest.mark.parametrize("name", CALLS)
def test_it_names_a_secret_that_is_wrong(versitygw, bucket, name):
    store = backend_over(versitygw, bucket.bucket, secret_key="wrong")

    with pytest.raises(StorageUnavailable):
        CALLS[name](store)


@pytest.mark.needs("versitygw")
@pytest.mark.parametrize("name", sorted(set(CALLS) - {"discard", "delete"}))
def test_it_names_a_bucket_that_is_not_there(versitygw, name):
    with pytest.raises(StorageUnavailable):
        CALLS[name](backend_over(versitygw, "no-such-bucket"))


def test_it_waits_for_seconds_and_not_for_minutes():
    waiting = _DEFAULTS.connect_timeout + _DEFAULTS.read_timeout

    assert waiting * _DEFAULTS.retries["total_max_attempts"] < 30


@pytest.mark.needs("versitygw")
def test_it_goes_on_when_the_server_is_back(tmp_path):
    gateway = VersityGateway(tmp_path / "s3", free_port()).start()
    upload = Upload(backend_over(gateway, gateway.make_bucket("back")))
    upload.append(noise(9 * MIB))
    gateway.stop()
    with pytest.raises(StorageUnavailable):
        upload.append(b"lost")
    gateway.server.start()

    key = upload.finish(digest_of(noise(9 * MIB) + b"end"), b"end")

    assert stored(upload.backend, key) == noise(9 * MIB) + b"end"
    gateway.stop()


def test_files_tell_a_lost_disk_from_a_lost_blob(files):
    key = Upload(files).finish(digest_of(b"x"), b"x")
    files.delete(key)
    with pytest.raises(BlobMissing):
        files.open(key)
    files.root.rename(files.root.with_name("unmounted"))

    with pytest.raises(StorageUnavailable):
        files.open(key)
    with pytest.raises(StorageUnavailable):
        files.size(key)


def test_files_are_unhealthy_where_nothing_can_be_written(files):
    files.root.write_text("a file, where the folder should be")

    with pytest.raises(StorageUnavailable):
        files.healthy()


def test_files_survive_a_sync_that_fails(files, monkeypatch):
    files.delete(Upload(files).finish(digest_of(b"before after"), b"before after"))
    upload = Upload(files)
    upload.append(b"before ")
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fail)
        with pytest.raises(StorageUnavailable):
            upload.finish(digest_of(b"before after"), b"after")

    assert [stored(files, blob.key) for blob in files.list_blobs()] == [b"before after"]
    key = upload.finish(digest_of(b"before after"), b"after")
    assert stored(files, key) == b"before after"


def test_files_promise_nothing_that_was_not_synced(files, monkeypatch):
    monkeypatch.setattr(os, "fdatasync", fail)
    upload = Upload(files)

    with pytest.raises(StorageUnavailable):
        upload.append(b"x")
    with pytest.raises(StorageUnavailable):
        upload.finish(digest_of(b"x"), b"x")

    assert list(files.list_blobs()) == []


def test_it_is_healthy_and_leaves_no_trace(blobs):
    blobs.healthy()

    assert list(blobs.list_blobs()) == []
    assert list(blobs.list_uploads()) == []


def test_it_does_not_wait_for_a_mount_that_hangs():
    never, _kept_open = socket.socketpair()

    with pytest.raises(StorageUnavailable):
        within(0.01, lambda: never.recv(1))

    never.close()


def is_refused(name, store) -> bool:
    try:
        CALLS[name](store)
    except StorageUnavailable:
        return True
    return False


def fail(fd):
    raise OSError(errno.EIO, "the disk is ill")
