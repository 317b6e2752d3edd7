"""A containerd of our own, with its own socket and folders, and the command `ctr` that speaks to it."""

from pathlib import Path

from . import machine
from .docker import unmount_below
from .processes import Server

# `cri` would look for a network, `opt` writes into /opt. What one namespace has, another one fetches for itself.
CONFIGURATION = """
version = 2
root = "{folder}/root"
state = "{folder}/state"
disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]
[grpc]
address = "{folder}/containerd.sock"
[ttrpc]
address = "{folder}/ttrpc.sock"
[plugins."io.containerd.metadata.v1.bolt"]
content_sharing_policy = "isolated"
"""


class Containerd:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.socket = self.folder / "containerd.sock"

    def start(self):
        self.folder.mkdir(parents=True)
        configuration = self.folder / "config.toml"
        configuration.write_text(CONFIGURATION.format(folder=self.folder))
        self.server = Server(
            [machine.find("containerd"), "--config", configuration],
            log=self.folder / "containerd.log",
            ready=self.socket.exists,
        ).start()
        return self

    def stop(self):
        self.server.stop()
        unmount_below(self.folder)
