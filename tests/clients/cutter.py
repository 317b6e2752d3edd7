"""A line between client and hub that breaks once, in the middle of a body, when it is told to.

`sent` and `received` are the client's bytes that came through and the hub's, over all connections.
"""

import contextlib
import socket
import socketserver
import threading

PIECE = 256 * 1024


class Cutter:
    certificate = None

    def __init__(self, target_port):
        self.target_port = target_port
        self.sent = self.received = self.cuts = 0
        self.limits = {}
        self.lock = threading.Lock()
        self.server = Server(("127.0.0.1", 0), Line)
        self.server.cutter = self
        self.port = self.server.server_address[1]
        self.host = f"localhost:{self.port}"

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

    def cut_upload_after(self, size):
        """Break the first connection that carries more than so many bytes to the hub."""
        self.limits["sent"] = size

    def cut_download_after(self, size):
        self.limits["received"] = size

    def passes(self, direction, size, in_all):
        """Count, and say whether the line holds."""
        with self.lock:
            setattr(self, direction, getattr(self, direction) + size)
            if in_all < self.limits.get(direction, float("inf")):
                return True
            del self.limits[direction]
            self.cuts += 1
            return False


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64


class Line(socketserver.BaseRequestHandler):
    def handle(self):
        self.hub = socket.create_connection(
            ("127.0.0.1", self.server.cutter.target_port)
        )
        answers = threading.Thread(
            target=self.carry, args=("received", self.hub, self.request)
        )
        answers.start()
        self.carry("sent", self.request, self.hub)
        answers.join()
        self.hub.close()

    def carry(self, direction, source, target):
        in_all = 0
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                in_all += len(piece)
                target.sendall(piece)
                if not self.server.cutter.passes(direction, len(piece), in_all):
                    self.cut()
                    return
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def cut(self):
        """As a proxy that is restarted would: what came through has arrived, the rest never does."""
        for one in (self.request, self.hub):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
