"""A Docker daemon of our own, on its own socket and data root: the network of the machine is not touched."""

import contextlib
import os
import subprocess
from pathlib import Path

from . import machine
from .processes import Server


class Daemon:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.socket = f"unix://{self.folder}/docker.sock"

    def start(self):
        self.folder.mkdir(parents=True)
        self.server = Server(
            [
                machine.program("dockerd"),
                "--iptables=false",
                "--ip6tables=false",
                "--bridge=none",
                "--data-root",
                self.folder / "data",
                "--exec-root",
                self.folder / "exec",
                "--pidfile",
                self.folder / "docker.pid",
                "-H",
                self.socket,
            ],
            log=self.folder / "dockerd.log",
            ready=self.is_ready,
        ).start()
        return self

    def stop(self):
        self.server.stop()
        unmount_below(self.folder)

    def is_ready(self):
        return (
            Docker(self, self.folder / "nobody")("version", check=False).returncode == 0
        )

    def log_text(self):
        return self.server.log_text()


class Docker:
    """The command `docker` of one person: her own configuration, the tests' daemon.

    `docker("push", name)` returns the finished process and raises on a failure; `check=False` does not.
    """

    def __init__(self, daemon, folder, *, program=None):
        self.daemon = daemon
        self.folder = Path(folder)
        self.program = program or machine.program("docker", "/usr/bin")

    @staticmethod
    def programs():
        """Every client of this machine: Debian's, and a newer one where there is one."""
        found = {machine.program("docker", "/usr/bin"), machine.program("docker")}
        return sorted(found - {None})

    def __call__(self, *arguments, check=True, input=None, timeout=180):
        finished = subprocess.run(
            [self.program, *map(str, arguments)],
            input=input,
            capture_output=True,
            text=not isinstance(input, bytes),
            timeout=timeout,
            env={
                **os.environ,
                "DOCKER_HOST": self.daemon.socket,
                "DOCKER_CONFIG": str(self.folder),
                "HOME": str(self.folder),
            },
        )
        if check and finished.returncode:
            raise AssertionError(
                f"docker {arguments[0]}: {finished.stdout}{finished.stderr}"
            )
        return finished


def unmount_below(folder):
    """What a killed daemon leaves mounted would keep its folder from being deleted."""
    with contextlib.suppress(OSError):
        mounts = Path("/proc/mounts").read_text().split("\n")
        points = [line.split()[1] for line in mounts if line]
        for point in sorted(
            (p for p in points if p.startswith(f"{folder}/")), reverse=True
        ):
            subprocess.run(
                ["umount", "--lazy", point], check=False, capture_output=True
            )
