"""`docker push` and `docker pull`, by a Docker daemon of our own: of new layers, and of layers that are there already."""

import hashlib
import io
import json
import os
import tarfile
import time
from pathlib import Path

from tests.services import machine
from tests.services.docker import Daemon, Docker

PATIENCE_SECONDS = 900


class Client:
    """One Docker, logged in to every server that asks for it."""

    def __init__(self, folder, servers):
        self.folder = Path(folder)
        self.daemon = Daemon(self.folder / "daemon")
        self.docker = Docker(self.daemon, self.folder / "client")
        self.servers = servers

    def __enter__(self):
        self.daemon.start()
        for server in self.servers:
            if credentials := server.credentials():
                name, secret = credentials
                self.docker(
                    *("login", "--username", name, "--password-stdin", server.host),
                    input=secret,
                )
        return self

    def __exit__(self, *_):
        self.daemon.stop()

    def make_image(self, layers, size, number):
        """An image that no registry has seen, tagged twice for every server."""
        path = self.folder / "image.tar"
        names = [
            image_name(server, tag)
            for server in self.servers
            for tag in (number, f"{number}-again")
        ]
        write_image(path, layers, size, names)
        self.docker("load", "--input", path, timeout=PATIENCE_SECONDS)
        path.unlink()

    def remove_image(self, server, tag):
        self.docker("rmi", image_name(server, tag), timeout=PATIENCE_SECONDS)

    def timed(self, action, server, tag):
        """Seconds of a push or a pull."""
        began = time.perf_counter()
        self.docker(action, image_name(server, tag), timeout=PATIENCE_SECONDS)
        return time.perf_counter() - began


def missing():
    """What is missing, in one sentence; None where nothing is."""
    return machine.missing(["docker"])


def image_name(server, tag):
    return f"{server.host}/bench/pushed:{tag}"


def write_image(path, layers, size, names):
    """An archive for `docker load`: `layers` layers of `size` bytes that do not compress."""
    with tarfile.open(path, "w") as archive:
        files = [f"{number}.tar" for number in range(layers)]
        digests = []
        for file in files:
            content = layer(size)
            digests.append(f"sha256:{hashlib.sha256(content).hexdigest()}")
            add(archive, file, content)
        config = {
            "architecture": "amd64",
            "os": "linux",
            "config": {"Cmd": ["/app"]},
            "rootfs": {"type": "layers", "diff_ids": digests},
        }
        add(archive, "config.json", json.dumps(config).encode())
        listed = [{"Config": "config.json", "RepoTags": names, "Layers": files}]
        add(archive, "manifest.json", json.dumps(listed).encode())


def layer(size):
    buffer = io.BytesIO()
    content = os.urandom(size)
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        add(archive, content[:8].hex(), content)
    return buffer.getvalue()


def add(archive, name, content):
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))
