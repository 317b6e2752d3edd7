"""An answer that does not fit into its connection at once is sent to the end by a thread."""

import os
import selectors
import socket
from collections import namedtuple
from contextlib import closing

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from hub.gunicorn_worker import AGAIN, Known, Worker

PEER = ("127.0.0.1", 50_000)
HEAD = b"GET / HTTP/1.1\r\nHost: hub\r\n\r\n"
BODY = bytes(range(256)) * 4096
Answer = namedtuple("Answer", "status headers body")
ANSWER = Answer("200 OK", [("Content-Length", str(len(BODY)))], BODY)


@pytest.fixture
def worker():
    worker = Worker(1, os.getppid(), [], None, 30, Config(), None)
    worker.tpool = worker.get_thread_pool()
    worker.poller = selectors.DefaultSelector()
    worker.method_queue.init()
    queue = worker.method_queue
    worker.poller.register(queue.fileno(), selectors.EVENT_READ, queue.run_callbacks)
    yield worker
    worker.tpool.shutdown()
    worker.poller.close()
    worker.method_queue.close()


@pytest.fixture
def ends():
    """The hub's end of a connection, and the client's."""
    ours, theirs = socket.socketpair()
    with closing(ours), closing(theirs):
        theirs.settimeout(30)
        yield ours, theirs


def kept(worker, sock):
    """A connection of `worker` that waits for its next request."""
    conn = TConn(worker.cfg, sock, PEER, PEER)
    conn.init()
    conn.sock.setblocking(False)
    conn.set_timeout()
    worker.keepalived_conns.append(conn)
    worker.nr_conns += 1
    worker.poller.register(
        sock,
        selectors.EVENT_READ,
        lambda client: worker.on_client_socket_readable(conn, client),
    )
    return conn


def test_it_arrives_whole_and_the_connection_goes_on(worker, ends):
    ours, theirs = ends
    conn = kept(worker, ours)
    environ = {"REQUEST_METHOD": "GET", AGAIN: lambda: ANSWER}
    worker.known[PEER[0], HEAD] = Known(environ)
    received = theirs.makefile("rb")

    for _ in range(2):
        theirs.sendall(HEAD)
        worker.wait_for_and_dispatch_events(30)
        assert conn not in worker.keepalived_conns, "it fitted at once"

        while received.readline() != b"\r\n":
            pass
        assert received.read(len(BODY)) == BODY
        worker.wait_for_and_dispatch_events(30)
        assert conn in worker.keepalived_conns
