"""A client that is a program, run by one person: all it keeps is in her folder, nothing of the machine's is seen."""

import os
import subprocess
from pathlib import Path

from tests.services import machine


class Program:
    """`client("push", name)` returns the finished process and raises on a failure; `check=False` does not.

    `registry` says where the hub is, and its `certificate` whether that speaks TLS: without one it is plain http.
    """

    def __init__(self, name, folder, *, registry):
        self.program = machine.find(name)
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.registry = str(registry)
        self.certificate = registry.certificate
        self.environment = {
            **os.environ,
            "HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            **self.settings(),
        }
        if self.certificate:
            self.environment["SSL_CERT_FILE"] = str(self.certificate)

    def settings(self):
        """More of the environment."""
        return {"DOCKER_CONFIG": str(self.folder / ".docker")}

    def __call__(self, *arguments, check=True, input=None, timeout=120):
        finished = subprocess.run(
            [self.program, *map(str, arguments)],
            input=input,
            capture_output=True,
            text=not isinstance(input, bytes),
            timeout=timeout,
            cwd=self.folder,
            env=self.environment,
        )
        if check and finished.returncode:
            raise AssertionError(
                f"{self.program} {arguments}: {finished.stdout}{finished.stderr}"
            )
        return finished

    def address(self, name):
        """`alice/app:1.0` as this client is told it."""
        return f"{self.registry}/{name}"
