"""Requests as fast as they are answered, over kept-alive connections: how many a second, and how long each takes.

The generator shares the machine with what it measures, so it is a loop over raw sockets that does next to nothing:
requests are bytes made beforehand, of an answer only the status and the length are read.
"""

import re
import selectors
import socket
import time
from dataclasses import dataclass, field

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
READ = 256 * 1024
PATIENCE_SECONDS = 30
# How often in a row a connection may end without an answer.
FUTILE_CONNECTIONS = 10
WARM_UP_SECONDS = 0.5


class WrongAnswer(Exception):
    """A server answered something else than what is measured."""


@dataclass(frozen=True)
class Step:
    """One request. With `uses`, it is a function that makes the request from the body of the answer before it."""

    address: tuple
    request: bytes = b""
    uses: object = None
    status: int = 200
    has_body: bool = True


@dataclass
class Result:
    seconds: float
    latencies: list = field(default_factory=list)
    reconnects: int = 0
    requests: int = 0  # with those of the warm-up

    @property
    def rate(self):
        return len(self.latencies) / self.seconds

    def milliseconds(self, percent):
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * percent / 100), len(ordered) - 1)] * 1000


def request(method, path, *, host, headers=None):
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "User-Agent: bench"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join([*lines, "", ""]).encode()


def run(steps, *, connections, seconds) -> Result:
    """`connections` clients at once, each doing the steps in turn; a latency is that of all steps."""
    warm_up = spin(steps, connections, WARM_UP_SECONDS)
    result = spin(steps, connections, seconds)
    result.requests = len(warm_up.latencies) + len(result.latencies)
    return result


def spin(steps, connections, seconds):
    selector = selectors.DefaultSelector()
    clients = [Client(steps, selector) for _ in range(connections)]
    started = time.perf_counter()
    deadline = started + seconds
    try:
        for client in clients:
            client.begin(started)
        latencies = collect(selector, deadline)
        ended = time.perf_counter()
    finally:
        for client in clients:
            client.close()
        selector.close()
    return Result(ended - started, latencies, sum(c.reconnects for c in clients))


def collect(selector, deadline):
    latencies = []
    while True:
        ready = selector.select(PATIENCE_SECONDS)
        if not ready:
            raise WrongAnswer(f"no answer within {PATIENCE_SECONDS} s")
        for key, _ in ready:
            began = key.data.read()
            if began is None:
                continue
            now = time.perf_counter()
            latencies.append(now - began)
            if now >= deadline:
                return latencies
            key.data.begin(now)


class Client:
    """One connection to each address, and the step it is at."""

    def __init__(self, steps, selector):
        self.steps = steps
        self.selector = selector
        self.sockets = {}
        self.reconnects = 0
        self.futile = 0
        self.at = 0
        self.began = 0.0
        self.received = b""
        self.sent = b""

    def begin(self, now):
        self.began = now
        self.at = 0
        self.send(self.steps[0].request)

    def send(self, data):
        self.received, self.sent = b"", data
        address = self.steps[self.at].address
        if address not in self.sockets:
            self.connect(address)
        self.sockets[address].sendall(data)

    def connect(self, address):
        made = self.sockets[address] = socket.create_connection(
            address, PATIENCE_SECONDS
        )
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.selector.register(made, selectors.EVENT_READ, self)

    def read(self):
        """When the steps began, once the last one is answered; else None."""
        step = self.steps[self.at]
        data = self.sockets[step.address].recv(READ)
        if not data:
            return self.reconnect(step)
        self.received = self.received + data if self.received else data
        body = self.body(step)
        if body is None:
            return None
        self.futile = 0
        if self.at + 1 == len(self.steps):
            return self.began
        self.at += 1
        following = self.steps[self.at]
        self.send(following.uses(body) if following.uses else following.request)
        return None

    def body(self, step):
        """None while the answer is not whole."""
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return None
        if not self.received.startswith(b"HTTP/1.1 %d " % step.status):
            raise WrongAnswer(self.received[:1000].decode(errors="replace"))
        if not step.has_body:
            return b""
        match = LENGTH.search(self.received, 0, end)
        if match is None:
            raise WrongAnswer(f"without a length: {self.received[:end]}")
        body = self.received[end + 4 :]
        return body if len(body) >= int(match[1]) else None

    def reconnect(self, step):
        """Servers may end a kept-alive connection; the request is sent again on a new one."""
        self.reconnects += 1
        self.futile += 1
        if self.futile > FUTILE_CONNECTIONS:
            raise WrongAnswer(f"{step.address} ends every connection")
        gone = self.sockets.pop(step.address)
        self.selector.unregister(gone)
        gone.close()
        self.send(self.sent)

    def close(self):
        for made in self.sockets.values():
            made.close()
