"""A digest goes on where another process stopped."""

import base64
import hashlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.content.storage import hashing

from .uploading import Upload, digest_of, stored

pytestmark = pytest.mark.one_pair

ALGORITHMS = ["sha256", "sha512"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sha256",
        "sha256:",
        "md5:d41d8cd98f00b204e9800998ecf8427e",
        "sha256:" + "A" * 64,
        "sha256:" + "a" * 63,
        "sha256:" + "a" * 64 + "\n",
        "sha256:../" + "a" * 61,
        "sha512:" + "a" * 64,
    ],
)
def test_it_refuses_what_is_no_digest(text):
    with pytest.raises(ValueError):
        hashing.split(text)


@pytest.mark.parametrize(
    "saved", [None, "", "|", "another library|AAAA", "no separator"]
)
def test_it_does_not_resume_what_another_library_saved(saved):
    assert hashing.resume("sha256", saved) is None


def test_it_does_not_resume_a_whole_state_of_another_library():
    _, _, state = hashing.save(hashing.new("sha256")).partition("|")

    assert hashing.resume("sha256", f"OpenSSL 9.9.9, pdp11|{state}") is None


def test_it_does_not_resume_a_state_of_the_wrong_size():
    library, _, state = hashing.save(hashing.new("sha256")).partition("|")
    short = base64.b64encode(base64.b64decode(state)[:-1]).decode()

    assert hashing.resume("sha256", f"{library}|{short}") is None
    assert hashing.resume("sha512", f"{library}|{state}") is None


def test_it_saves_nothing_where_it_could_not_resume(monkeypatch):
    monkeypatch.setattr(hashing, "_RESUMABLE", frozenset())

    assert hashing.save(hashing.new("sha256")) is None


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@given(pieces=st.lists(st.binary(max_size=300)))
def test_it_agrees_with_hashlib(algorithm, pieces):
    running = hashing.new(algorithm)

    for piece in pieces:
        running.update(piece)
        running = hashing.resume(algorithm, hashing.save(running))

    assert running.hexdigest() == hashlib.new(algorithm, b"".join(pieces)).hexdigest()


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_it_goes_on_after_it_was_asked(algorithm):
    running = hashing.new(algorithm)
    running.update(b"one ")

    assert running.hexdigest() == hashlib.new(algorithm, b"one ").hexdigest()
    running.update(b"two")
    assert running.hexdigest() == hashlib.new(algorithm, b"one two").hexdigest()


def test_it_goes_on_in_another_process():
    running = hashing.new("sha256")
    running.update(b"one ")
    script = (
        "import sys; from hub.content.storage import hashing;"
        "running = hashing.resume('sha256', sys.argv[1]); running.update(b'two');"
        "print(running.hexdigest())"
    )

    said = subprocess.run(
        [sys.executable, "-c", script, hashing.save(running)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == hashlib.sha256(b"one two").hexdigest()


def test_an_upload_survives_a_new_libcrypto(blobs):
    upload = Upload(blobs)
    upload.append(b"before ")
    upload.state["hash"] = "OpenSSL 9.9.9, pdp11|AAAA"
    upload.append(b"after")

    key = upload.finish(digest_of(b"before after"))

    assert stored(blobs, key) == b"before after"
