"""skopeo, podman and buildah, which share one library: their configuration, images and credentials in one folder."""

import os
import subprocess
from pathlib import Path

from tests.services import machine

REGISTRIES = """
[[registry]]
location = "{registry}"
insecure = true
"""
# vfs needs nothing of the machine but a folder.
STORAGE = """
[storage]
driver = "vfs"
runroot = "{folder}/run"
graphroot = "{folder}/images"
"""
POLICY = '{"default": [{"type": "insecureAcceptAnything"}]}'


class Client:
    """One program of one person. `client("push", name)` returns the finished process and raises on a failure."""

    def __init__(self, name, folder, *, registry):
        self.program = machine.program(name)
        self.folder = Path(folder)
        self.registry = registry
        settings = self.folder / ".config/containers"
        settings.mkdir(parents=True, exist_ok=True)
        (settings / "registries.conf").write_text(REGISTRIES.format(registry=registry))
        (settings / "storage.conf").write_text(STORAGE.format(folder=self.folder))
        (settings / "policy.json").write_text(POLICY)
        (self.folder / "auth.json").write_text("{}")
        self.environment = {
            **os.environ,
            "HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "CONTAINERS_STORAGE_CONF": str(settings / "storage.conf"),
            "REGISTRY_AUTH_FILE": str(self.folder / "auth.json"),
        }
        self.environment.pop("DOCKER_CONFIG", None)

    def __call__(self, *arguments, check=True, input=None, timeout=120):
        finished = subprocess.run(
            [self.program, *map(str, arguments)],
            input=input,
            capture_output=True,
            text=True,
            timeout=timeout,
            cwd=self.folder,
            env=self.environment,
        )
        if check and finished.returncode:
            raise AssertionError(
                f"{self.program} {arguments}: {finished.stdout}{finished.stderr}"
            )
        return finished

    def log_in(self, name, secret):
        self("login", "-u", name, "--password-stdin", self.registry, input=secret)
        return self
