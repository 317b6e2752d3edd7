"""Bodies that are refused, stall or come after a question; and what the connection is worth after them."""

from contextlib import closing

import pytest

from hub.content.models import Upload
from hub.oci import digests
from tests.registry_api.wire import Raw

MIB = 1024 * 1024
LAYER = bytes(range(256)) * 4096 * 20
PATH = "/v2/alice/app/blobs/uploads/00000000-0000-0000-0000-000000000000"


@pytest.fixture
def alice(world, registry):
    return registry("alice")


# Refused ones are read away, so that their sender sees the answer


@pytest.mark.parametrize(
    "body", [LAYER, [LAYER[:MIB], LAYER[MIB:]]], ids=["length", "chunks"]
)
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("PUT", f"{PATH}?digest={digests.of(LAYER)}", 401),
        ("PATCH", PATH, 401),
        ("POST", f"/v2/alice/app/blobs/uploads/?digest={digests.of(LAYER)}", 401),
        ("PUT", "/v2/alice/app/manifests/1.0", 401),
        ("PUT", "/v2/Alice/app/manifests/1.0", 400),
        ("PUT", "/v2/nowhere", 404),
        ("POST", "/v2/", 405),
        ("POST", "/token", 413),
    ],
)
def test_20_mb_that_are_refused_see_their_answer(nobody, method, path, status, body):
    assert (
        nobody.plain(method, path, body, authorization="Bearer forged").status == status
    )


@pytest.mark.parametrize("host", ["evil.example", None])
def test_20_mb_for_another_host_see_their_answer(nobody, host):
    answer = nobody.plain("PUT", PATH, LAYER, host=host or nobody.hub.host)

    assert answer.status == 400 if host else 401


def test_20_mb_of_manifest_see_their_answer(alice):
    for body in (LAYER, [LAYER]):
        assert alice("PUT", "/v2/alice/app/manifests/1.0", body).status == 413


# The next request on the same connection


@pytest.mark.parametrize(
    "body",
    [b"x" * 1000, LAYER[:MIB], [b"x" * 1000, b"y"]],
    ids=["1 KB", "1 MiB", "chunks"],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", PATH),
        ("PUT", "/v2/Alice/app/manifests/1.0"),
        ("POST", "/token"),
        ("DELETE", "/v2/alice/app/manifests/1.0"),
        ("GET", "/v2/alice/app/manifests/1.0"),
        ("HEAD", "/v2/alice/app/manifests/1.0"),
    ],
)
def test_a_refused_body_is_not_taken_for_the_next_request(nobody, method, path, body):
    with closing(nobody.connect()) as connection:
        nobody.over(connection, method, path, body)

        answer = nobody.over(connection, "GET", "/token")

    assert answer.status == 200


def test_many_requests_go_over_one_connection(alice):
    token = {"authorization": f"Bearer {alice.token_for('/v2/alice/app/blobs/')}"}
    digest = digests.of(LAYER)
    with closing(alice.connect()) as connection:
        sock = None
        for _ in range(3):
            begun = alice.over(
                connection, "POST", "/v2/alice/app/blobs/uploads/", **token
            )
            sock = sock or connection.sock
            wrong = alice.over(
                connection, "PUT", f"{begun.location}?digest={digest}", b"x", **token
            )
            half = alice.over(
                connection, "PATCH", begun.location, [LAYER[:MIB], LAYER[MIB:]], **token
            )
            done = alice.over(
                connection, "PUT", f"{half.location}?digest={digest}", **token
            )
            head = alice.over(connection, "HEAD", done.location, **token)
            got = alice.over(connection, "GET", done.location, **token)
            gone = alice.over(
                connection, "HEAD", "/v2/alice/app/manifests/gone", **token
            )

            statuses = [a.status for a in (begun, wrong, half, done, head, got, gone)]
            assert statuses == [202, 400, 202, 201, 200, 200, 404]
            assert got.body == LAYER
        assert connection.sock is sock


def test_requests_may_be_sent_before_their_answers(nobody):
    with Raw(nobody.hub) as connection:
        for _ in range(3):
            connection.begin("PUT", PATH, content_length=5)
            connection.send(b"hello")
            connection.begin("GET", "/v2/")

        statuses = [
            connection.answer(method, PATH).status for method in ("PUT", "GET") * 3
        ]

    assert statuses == [401] * 6


# Expect: 100-continue


def test_who_asks_first_is_told_to_go_on(alice):
    location = alice.start("alice/app")
    with Raw(alice.hub) as connection:
        connection.begin(
            "PATCH",
            location,
            token=alice.token_for(location),
            expect="100-continue",
            content_length=5,
        )
        assert connection.socket.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.send(b"hello")

        answer = connection.answer("PATCH", location)

    assert (answer.status, answer.headers["Range"]) == (202, "0-4")


# Clients that stop sending


@pytest.fixture
def impatient(world, registry, start_hub):
    """Alice at a hub with two threads that waits for a body one second."""
    hub = start_hub(HUB_STALLED_BODY_SECONDS="1", HUB_WORKERS="1", HUB_THREADS="2")
    return registry("alice", hub=hub)


@pytest.mark.gunicorn
def test_bodies_that_stall_free_their_threads(impatient):
    """All threads are taken by clients that say no more; then somebody else gets an answer."""
    alice = impatient
    location = alice.start("alice/app")
    stalled = [Raw(alice.hub) for _ in range(6)]
    framings = [{"content_length": 100}, {"transfer_encoding": "chunked"}]
    for number, connection in enumerate(stalled):
        address, token = (
            (location, alice.token_for(location)) if number < 2 else (PATH, "forged")
        )
        connection.begin("PATCH", address, token=token, **framings[number % 2])
        connection.send(b"5\r\nhello\r\n")

    assert alice("GET", "/v2/").status == 200
    for connection in stalled:
        assert connection.answer("PATCH", PATH).status in (400, 401, 416)
        assert connection.is_closed()
        connection.close()


@pytest.mark.gunicorn
def test_a_body_that_stalls_is_kept_as_far_as_it_came(impatient):
    alice = impatient
    location = alice.start("alice/app")
    with Raw(alice.hub) as connection:
        connection.begin(
            "PATCH", location, token=alice.token_for(location), content_length=2 * MIB
        )
        connection.send(LAYER[: MIB + 1000])

        answer = connection.answer("PATCH", location)

    assert (answer.status, answer.codes) == (400, ["SIZE_INVALID"])
    offset = Upload.objects.get().offset
    assert 0 < offset <= MIB + 1000
    done = alice.finish(location, LAYER[offset:], digest=digests.of(LAYER))
    assert done.status == 201


@pytest.mark.gunicorn
def test_clients_that_do_not_read_free_their_threads(impatient):
    """All threads are taken by clients that want a layer and then take none of it."""
    alice = impatient
    path = f"/v2/alice/app/blobs/{alice.push_blob('alice/app', LAYER)}"
    idle = [Raw(alice.hub) for _ in range(4)]
    for connection in idle:
        connection.begin("GET", path, token=alice.token_for(path))

    assert alice("GET", path).body == LAYER
    for connection in idle:
        connection.close()
