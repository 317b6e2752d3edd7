"""The load generator counts what was answered, and stops at an answer that is not the one measured."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench import load


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        body = b"missing" if self.path == "/missing" else self.path[1:].encode()
        self.send_response(404 if self.path == "/missing" else 200)
        self.send_header("Content-Length", str(len(body)))
        if self.path == "/last":
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *_):
        pass


@pytest.fixture
def address():
    Handler.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address
        server.shutdown()


def step(address, method, path, **options):
    return load.Step(address, load.request(method, path, host="localhost"), **options)


def test_it_counts_every_answer(address):
    result = load.run([step(address, "GET", "/x" * 9)], connections=3, seconds=0.1)

    assert len(result.latencies) <= result.requests <= len(Handler.asked)
    assert result.rate > 0
    assert 0 < result.milliseconds(50) <= result.milliseconds(99)


def test_it_waits_for_no_body_after_head(address):
    steps = [step(address, "HEAD", "/long-name", has_body=False)]

    assert load.run(steps, connections=1, seconds=0.1).requests


def test_it_makes_a_request_from_the_answer_before(address):
    def following(body):
        return load.request("GET", f"/after-{body.decode()}", host="localhost")

    steps = [step(address, "GET", "/first"), load.Step(address, uses=following)]
    load.run(steps, connections=1, seconds=0.05)

    assert Handler.asked[:4] == ["/first", "/after-first"] * 2


def test_it_begins_again_where_a_server_ends_the_connection(address):
    result = load.run([step(address, "GET", "/last")], connections=1, seconds=0.1)

    assert result.requests
    assert result.reconnects


def test_a_wrong_answer_is_no_measure(address):
    with pytest.raises(load.WrongAnswer, match="404"):
        load.run([step(address, "GET", "/missing")], connections=1, seconds=0.1)
