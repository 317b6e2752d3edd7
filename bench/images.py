"""`docker push` from a Docker daemon of our own: the first time, and again when everything is there."""

import os
import tarfile
import time
from pathlib import Path

from tests.services import machine
from tests.services.docker import Daemon, Docker

PUSH_SECONDS = 900


class Pusher:
    """One Docker, logged in to every server."""

    def __init__(self, folder, servers):
        self.folder = Path(folder)
        self.daemon = Daemon(self.folder / "daemon")
        self.docker = Docker(self.daemon, self.folder / "client")
        self.servers = servers

    def __enter__(self):
        self.daemon.start()
        for server in self.servers:
            name, secret = server.credentials()
            self.docker(
                *("login", "--username", name, "--password-stdin", server.host),
                input=secret,
            )
        return self

    def __exit__(self, *_):
        self.daemon.stop()

    def make_image(self, size, number):
        """An image of one layer that no registry has seen, tagged for every server."""
        path = self.folder / "layer.tar"
        write_tar(path, size)
        first, *others = [image_name(server, number) for server in self.servers]
        self.docker("import", path, first, timeout=PUSH_SECONDS)
        path.unlink()
        for other in others:
            self.docker("tag", first, other)

    def remove_image(self, number):
        for server in self.servers:
            self.docker("rmi", image_name(server, number), timeout=PUSH_SECONDS)

    def push(self, server, number):
        """Seconds."""
        began = time.perf_counter()
        self.docker("push", image_name(server, number), timeout=PUSH_SECONDS)
        return time.perf_counter() - began


def is_possible():
    """What is missing, in one sentence; None where nothing is."""
    return machine.missing(["docker"])


def image_name(server, number):
    return f"{server.host}/bench/pushed:{number}"


def write_tar(path, size):
    with tarfile.open(path, "w") as archive:
        entry = tarfile.TarInfo("layer")
        entry.size = size
        archive.addfile(entry, Random())


class Random:
    """A file without end that does not compress."""

    def read(self, count):
        return os.urandom(count)
