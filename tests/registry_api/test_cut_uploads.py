"""A client that vanishes half way, and a hub that does: what the status says is there, and the rest can be sent."""

import re

import pytest

from hub.content.models import Blob, Upload
from hub.oci import digests
from tests.registry_api.wire import Raw
from tests.services.processes import eventually

MIB = 1024 * 1024
# More than one part of a multipart upload, and no multiple of anything.
CONTENT = bytes(range(251)) * 4177 * 19
DIGEST = digests.of(CONTENT)
SENT = 11 * MIB + 77


@pytest.fixture
def alice(world, registry):
    return registry("alice")


def received(caller, location):
    """How many bytes the hub says it has."""
    answer = caller("GET", location)
    assert answer.status == 204, answer
    last = int(re.fullmatch("0-([0-9]+)", answer.headers["Range"])[1])
    return last + 1 if last else 0


def send_half(connection, method, path, token, kind):
    if kind == "length":
        connection.begin(method, path, token=token, content_length=len(CONTENT))
        connection.send(CONTENT[:SENT])
    else:
        connection.begin(method, path, token=token, transfer_encoding="chunked")
        connection.send_chunk(CONTENT[: SENT // 2])
        connection.send(b"%x\r\n" % (2 * SENT) + CONTENT[SENT // 2 : SENT])


@pytest.mark.parametrize("goes", ["hang_up", "vanish"])
@pytest.mark.parametrize(
    ("method", "kind"),
    [
        ("PATCH", "length"),
        ("PATCH", "chunked"),
        ("PUT", "length"),
        # Granian ends a chunked body where it is cut; as the digest is wrong, the upload stays as it was.
        pytest.param("PUT", "chunked", marks=pytest.mark.gunicorn),
    ],
)
def test_a_client_that_vanishes_can_go_on(alice, method, kind, goes):
    location = alice.start("alice/app")
    token = alice.token_for(location)
    connection = Raw(alice.hub)
    send_half(connection, method, f"{location}?digest={DIGEST}", token, kind)

    getattr(connection, goes)()

    offset = eventually(lambda: received(alice, location))
    assert 0 < offset <= SENT
    assert not Blob.objects.exists()
    rest = CONTENT[offset:]
    done = alice.finish(
        location, rest, digest=DIGEST, content_range=f"{offset}-{len(CONTENT) - 1}"
    )
    assert done.status == 201
    assert alice("GET", done.location).body == CONTENT


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_a_body_shorter_than_declared_is_an_error_and_kept(alice, method):
    location = alice.start("alice/app")
    with Raw(alice.hub) as connection:
        path = f"{location}?digest={DIGEST}"
        connection.begin(
            method, path, token=alice.token_for(location), content_length=len(CONTENT)
        )
        connection.send(CONTENT[:1000])
        connection.hang_up()

        answer = connection.answer(method, path)

    assert (answer.status, answer.codes) == (400, ["SIZE_INVALID"])
    assert received(alice, location) == 1000
    assert alice.finish(location, CONTENT[1000:], digest=DIGEST).status == 201


def test_a_post_that_is_cut_makes_no_blob(alice):
    path = f"/v2/alice/app/blobs/uploads/?digest={DIGEST}"
    with Raw(alice.hub) as connection:
        connection.begin(
            "POST", path, token=alice.token_for(path), content_length=len(CONTENT)
        )
        connection.send(CONTENT[:1000])
        connection.hang_up()

        answer = connection.answer("POST", path)

    assert (answer.status, answer.codes) == (400, ["SIZE_INVALID"])
    assert not Blob.objects.exists()


@pytest.mark.gunicorn
@pytest.mark.parametrize(
    "chunks",
    [
        b"zz\r\n",
        b"-1\r\n",
        b"5\r\nhelloXX",
        b"5\r\nhello\r\n0\r\nBroken\r\n\r\n",
        b"5\r\nhello\r\n" + b"9" * 40_000,
    ],
    ids=["no number", "a negative one", "no end", "a broken trailer", "a long number"],
)
def test_chunks_that_are_none_are_an_error(alice, chunks):
    location = alice.start("alice/app")
    with Raw(alice.hub) as connection:
        path = f"{location}?digest={digests.of(b'hello')}"
        connection.begin(
            "PUT", path, token=alice.token_for(location), transfer_encoding="chunked"
        )
        connection.send(chunks)
        connection.hang_up()

        answer = connection.answer("PUT", path)

    assert (answer.status, answer.codes) == (400, ["SIZE_INVALID"])
    assert not Blob.objects.exists()
    assert alice.finish(
        location, CONTENT[received(alice, location) :], digest=DIGEST
    ).status in (201, 400)


def test_a_hub_that_is_killed_half_way_keeps_what_it_said_it_had(alice):
    location = alice("PATCH", alice.start("alice/app"), CONTENT[:SENT]).location
    token = alice.token_for(location)
    with Raw(alice.hub) as connection:
        connection.begin("PATCH", location, token=token, content_length=10 * MIB)
        connection.send(CONTENT[SENT : SENT + 2 * MIB])
        eventually(lambda: Upload.objects.get().generation == 2)

        alice.hub.kill()

    alice.hub.start()
    assert received(alice, location) == SENT
    done = alice.finish(location, CONTENT[SENT:], digest=DIGEST)
    assert done.status == 201
    assert alice("GET", done.location).body == CONTENT


def test_a_hub_that_is_killed_after_its_201_has_the_blob(alice):
    digest = alice.push_blob("alice/app", CONTENT)

    alice.hub.kill()

    alice.hub.start()
    assert alice("GET", f"/v2/alice/app/blobs/{digest}").body == CONTENT
