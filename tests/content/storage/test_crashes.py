"""A process that is killed between any two steps leaves garbage at most."""

import os
import signal

import pytest

from hub.content.storage import UploadLost

from .content import MIB, noise
from .uploading import Upload, digest_of, stored

pytestmark = pytest.mark.one_pair

BEFORE, AFTER = noise(9 * MIB), b"after" * (2 * MIB)


@pytest.mark.parametrize("step", ["rename", "ftruncate", "write", "fdatasync"])
def test_files_survive_a_kill_in_an_append(files, step):
    upload = begun(files)

    killed_after(os, step, lambda: upload.append(AFTER))

    assert_finishes(upload)


@pytest.mark.parametrize("step", ["write", "fdatasync", "link", "fsync", "unlink"])
def test_files_survive_a_kill_in_a_finish(files, step):
    upload = begun(files)

    killed_after(os, step, lambda: finish(upload))

    assert_finishes(upload)


def test_files_keep_the_blob_apart_from_the_upload_it_came_from(files):
    upload = begun(files)
    killed_after(os, "link", lambda: finish(upload))
    upload.generation += 1
    [blob] = files.list_blobs()

    upload.append(b"something else" * MIB)

    assert stored(files, blob.key) == BEFORE + AFTER


@pytest.mark.needs("versitygw")
@pytest.mark.parametrize("step", ["upload_part", "put_object"])
def test_s3_survives_a_kill_in_an_append(s3, step):
    upload = begun(s3)

    killed_after(s3.client, step, lambda: upload.append(AFTER + b"the rest"))

    assert_finishes(upload)


@pytest.mark.needs("versitygw")
def test_s3_survives_a_kill_in_a_finish(s3):
    upload = begun(s3)

    killed_after(s3.client, "upload_part", lambda: finish(upload))

    assert_finishes(upload)


@pytest.mark.needs("versitygw")
def test_s3_survives_a_kill_after_a_finish(s3):
    upload = begun_with_parts(s3)
    killed_after_complete(upload, b"")

    key = upload.finish(digest_of(BEFORE + AFTER))
    assert stored(s3, key) == BEFORE + AFTER


@pytest.mark.needs("versitygw")
def test_s3_survives_a_kill_after_a_finish_with_a_body(s3):
    upload = begun_with_parts(s3)
    body = noise(30 * MIB)
    killed_after_complete(upload, body)

    key = upload.finish(digest_of(BEFORE + AFTER + body), body)

    assert stored(s3, key) == BEFORE + AFTER + body


@pytest.mark.needs("versitygw")
def test_s3_does_not_take_one_body_for_another_after_a_kill(s3):
    upload = begun_with_parts(s3)
    killed_after_complete(upload, b"one body")

    with pytest.raises(UploadLost):
        upload.finish(digest_of(BEFORE + AFTER + b"another!"), b"another!")


def begun_with_parts(blobs) -> Upload:
    upload = begun(blobs)
    upload.append(AFTER)
    return upload


def killed_after_complete(upload: Upload, body: bytes) -> None:
    killed_after(
        upload.backend.patient_client,
        "complete_multipart_upload",
        lambda: upload.finish(digest_of(BEFORE + AFTER + body), body),
    )
    upload.generation += 1


def begun(blobs) -> Upload:
    upload = Upload(blobs)
    upload.append(BEFORE)
    return upload


def finish(upload: Upload) -> str:
    return upload.finish(digest_of(BEFORE + AFTER), rest=AFTER)


def assert_finishes(upload: Upload) -> None:
    upload.generation += 1  # the one that was killed

    key = finish(upload)

    assert stored(upload.backend, key) == BEFORE + AFTER


def killed_after(module, step: str, work) -> None:
    """Works in a process of its own, which is killed as soon as it has taken the step."""
    child = os.fork()
    if child == 0:
        try:
            real = getattr(module, step)
            setattr(module, step, lambda *a, **k: (real(*a, **k), kill_myself()))
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def kill_myself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
