"""Stands between a client and the hub, and counts what the hub receives: a client's own words are no proof.

Bytes go on as they come, in both directions; only requests are read along.
"""

import contextlib
import socket
import socketserver
import threading
from dataclasses import dataclass, field

PIECE = 256 * 1024
TLS_HANDSHAKE = b"\x16"


@dataclass
class Request:
    method: str
    path: str
    query: str
    body_bytes: int = 0

    @property
    def is_upload(self):
        return "/blobs/uploads/" in self.path

    def __str__(self):
        return f"{self.method} {self.path}"


@dataclass
class Seen:
    """What the hub received while somebody looked."""

    requests: list = field(default_factory=list)

    @property
    def blob_bytes(self):
        return sum(one.body_bytes for one in self.requests if one.is_upload)

    def of(self, method, part=""):
        return [
            one for one in self.requests if one.method == method and part in one.path
        ]


class Recorder:
    """`host` is the registry's name for a client; `with recorder.watch() as seen` tells what came through."""

    certificate = None

    def __init__(self, target_port):
        self.target_port = target_port
        self.watchers = []
        self.sockets = set()
        self.server = Server(("127.0.0.1", 0), Connection)
        self.server.recorder = self
        self.host = f"localhost:{self.server.server_address[1]}"

    def __str__(self):
        return self.host

    def start(self):
        threading.Thread(
            target=self.server.serve_forever, args=(0.02,), daemon=True
        ).start()
        return self

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        for one in list(self.sockets):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    @contextlib.contextmanager
    def watch(self):
        seen = Seen()
        self.watchers.append(seen)
        yield seen
        self.watchers.remove(seen)

    def saw(self, request):
        for watcher in self.watchers:
            watcher.requests.append(request)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64


class Connection(socketserver.StreamRequestHandler):
    def handle(self):
        sockets = self.server.recorder.sockets
        with socket.create_connection(
            ("127.0.0.1", self.server.recorder.target_port)
        ) as hub:
            sockets |= {self.connection, hub}
            answers = threading.Thread(target=pump, args=(hub, self.connection))
            answers.start()
            # Whoever hangs up ends the conversation, also in the middle of a body.
            with contextlib.suppress(OSError):
                self.read_along(hub)
            with contextlib.suppress(OSError):
                hub.shutdown(socket.SHUT_WR)
            answers.join()
            sockets -= {self.connection, hub}

    def read_along(self, hub):
        if self.connection.recv(1, socket.MSG_PEEK) == TLS_HANDSHAKE:
            # docker tries https first; what a hub without TLS says to that is the hub's affair.
            pump(self.connection, hub)
            return
        while line := self.rfile.readline():
            self.read_request(line, hub)

    def read_request(self, line, hub):
        method, target, _ = line.decode("latin-1").split(" ", 2)
        path, _, query = target.partition("?")
        request = Request(method, path, query)
        headers = self.read_headers()
        # Told before it goes on: whoever has the answer finds the request.
        self.server.recorder.saw(request)
        hub.sendall(line + b"".join(headers))
        self.pass_on_body(request, fields(headers), hub)

    def read_headers(self):
        lines = []
        while (line := self.rfile.readline()) not in (b"\r\n", b""):
            lines.append(line)
        return [*lines, line]

    def pass_on_body(self, request, headers, hub):
        if headers.get("transfer-encoding") == "chunked":
            for size in self.chunks(hub):
                self.pass_on(request, size, hub)
                hub.sendall(self.rfile.readline())
            hub.sendall(self.rfile.readline())
        else:
            self.pass_on(request, int(headers.get("content-length", 0)), hub)

    def chunks(self, hub):
        while line := self.rfile.readline():
            hub.sendall(line)
            size = int(line.partition(b";")[0], 16)
            if not size:
                return
            yield size

    def pass_on(self, request, size, hub):
        while size and (piece := self.rfile.read1(min(size, PIECE))):
            request.body_bytes += len(piece)
            size -= len(piece)
            hub.sendall(piece)


def fields(lines):
    pairs = (line.decode("latin-1").partition(":") for line in lines)
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def pump(source, target):
    with contextlib.suppress(OSError):
        while piece := source.recv(PIECE):
            target.sendall(piece)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
