"""How long a pull of a manifest takes alone, and in a crowd: idle connections, uploads that trickle, and clients that stall.

The crowd is sockets of this process; one thread feeds those that trickle.
"""

import contextlib
import socket
import threading

from bench import load, rates
from bench.transfers import Registry, address_of, make_layer
from bench.usage import memory

MIB = 1024 * 1024
IDLE, TRICKLING, STALLED, NOT_READING = 500, 50, 300, 200
BYTES_A_STEP, STEP_SECONDS = 1000, 0.1  # 10 KB/s
CONNECTIONS = 4
SECONDS = 4


def run(servers, folder):
    """Prints a line for each crowd and server."""
    for server in servers:
        server.start()
        try:
            measure(server, folder)
        finally:
            server.stop()


def measure(server, folder):
    image = rates.push_image(server)
    layer = make_layer(folder / "layer", 64 * MIB)
    registry = Registry(
        server.host, rates.REPOSITORY, server.authorization(rates.REPOSITORY)
    )
    registry.push_at_once(layer)
    crowds = {
        "alone": lambda crowd: None,
        f"{IDLE} idle, {TRICKLING} uploads of 10 KB/s": lambda crowd: (
            crowd.idle(IDLE),
            crowd.trickle(TRICKLING),
        ),
        f"{STALLED} stalled uploads": lambda crowd: crowd.stall(STALLED),
        f"{NOT_READING} readers that do not read": lambda crowd: crowd.ask(
            NOT_READING, layer
        ),
    }
    for name, gather in crowds.items():
        with Crowd(server, registry) as crowd:
            gather(crowd)
            result = load.run(
                [rates.manifest("GET", "tag")(server, image)],
                connections=CONNECTIONS,
                seconds=SECONDS,
            )
            print(
                f"{server.name:18} {name:36} p50 {result.milliseconds(50):7.2f} ms  p99 {result.milliseconds(99):7.2f} ms"
                f"  {result.rate:6.0f}/s  {memory(server.pid) / MIB:4.0f} MiB",
                flush=True,
            )


class Crowd:
    def __init__(self, server, registry):
        self.server = server
        self.registry = registry
        self.sockets = []
        self.fed = []
        self.over = threading.Event()
        self.feeder = threading.Thread(target=self.feed, daemon=True)

    def __enter__(self):
        self.feeder.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.feeder.join()
        for one in self.sockets:
            one.close()

    def open(self, first):
        one = socket.create_connection(address_of(self.server.host), 30)
        self.sockets.append(one)
        one.sendall(first)
        return one

    def request(self, method, path, **headers):
        return load.request(
            method, path, host=self.server.host, headers=self.registry.headers | headers
        )

    def idle(self, number):
        """Kept alive after one answer."""
        for _ in range(number):
            self.open(self.request("GET", "/healthz")).recv(65536)

    def upload(self, length):
        path = self.registry.begin_upload()
        return self.open(
            self.request("PATCH", path, **{"Content-Length": str(length)}) + b"x"
        )

    def trickle(self, number):
        self.fed += [self.upload(100 * MIB) for _ in range(number)]

    def stall(self, number):
        for _ in range(number):
            self.upload(MIB)

    def ask(self, number, layer):
        for _ in range(number):
            self.open(self.request("GET", self.registry.url(f"blobs/{layer.digest}")))

    def feed(self):
        while not self.over.wait(STEP_SECONDS):
            for one in self.fed:
                with contextlib.suppress(OSError):
                    one.sendall(bytes(BYTES_A_STEP))
