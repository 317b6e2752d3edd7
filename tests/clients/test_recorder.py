"""The instrument that the other tests of this folder measure with."""

import http.client
import socket
from contextlib import closing

import pytest

pytestmark = pytest.mark.one_pair


@pytest.fixture
def connection(registry):
    name, port = registry.host.split(":")
    with closing(http.client.HTTPConnection(name, int(port), timeout=20)) as opened:
        yield opened


def ask(connection, method, path, body=None):
    connection.request(method, path, body=body)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def test_it_tells_every_request_of_a_connection(registry, connection):
    with registry.watch() as seen:
        statuses = [ask(connection, "GET", "/v2/"), ask(connection, "HEAD", "/v2/")]

    assert statuses == [401, 401]
    assert [str(one) for one in seen.requests] == ["GET /v2/", "HEAD /v2/"]


@pytest.mark.parametrize(
    "body", [b"x" * 70_000, [b"x" * 40_000, b"x" * 30_000]], ids=["one piece", "chunks"]
)
def test_it_counts_bodies_in_one_piece_and_in_chunks(registry, connection, body):
    with registry.watch() as seen:
        ask(connection, "PATCH", "/v2/alice/app/blobs/uploads/1", body)

    assert seen.blob_bytes == 70_000


def test_it_counts_what_came_of_a_body_that_was_cut(registry):
    name, port = registry.host.split(":")

    with registry.watch() as seen:
        with socket.create_connection((name, int(port)), timeout=20) as client:
            client.sendall(
                b"PUT /v2/alice/app/blobs/uploads/1 HTTP/1.1\r\nHost: localhost\r\n"
                b"Content-Length: 100\r\n\r\n" + b"x" * 60
            )
            client.shutdown(socket.SHUT_WR)
            while client.recv(4096):
                pass

    assert seen.blob_bytes == 60


def test_it_sees_nothing_once_nobody_looks(registry, connection):
    with registry.watch() as seen:
        pass
    ask(connection, "GET", "/v2/")

    assert seen.requests == []
