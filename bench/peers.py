"""The registries Berth is measured beside, at their best: without authentication, on the configuration they come with.

Both write their log to a file, as they do by default, and keep blobs in files.
"""

import secrets
from pathlib import Path

from bench.berth import refuse_a_taken_port
from tests.services import machine
from tests.services.processes import Server, answers

# The example of either, but for folder, port and authentication.
CONFIGURATION = """\
version: 0.1
log:
  fields:
    service: registry
storage:
  cache:
    blobdescriptor: inmemory
  filesystem:
    rootdirectory: {folder}/registry
  delete:
    enabled: true
http:
  addr: 127.0.0.1:{port}
  secret: {secret}
  headers:
    X-Content-Type-Options: [nosniff]
health:
  storagedriver:
    enabled: true
    interval: 10s
    threshold: 3
"""


class Peer:
    """`name`, and `how` a machine gets the `program`."""

    def __init__(self, folder, port):
        self.folder = Path(folder)
        self.port = port
        self.host = f"localhost:{port}"
        self.server = Server(
            [self.program(), "serve", self.folder / "config.yml"],
            log=self.folder / "registry.log",
            ready=answers(port),
            env=self.environment(),
            cwd=self.folder,
        )

    def start(self):
        refuse_a_taken_port(self.host)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "config.yml").write_text(
            CONFIGURATION.format(
                folder=self.folder, port=self.port, secret=secrets.token_hex(16)
            )
        )
        self.server.start()
        return self

    def stop(self):
        self.server.stop()

    @property
    def pid(self):
        return self.server.process.pid

    def environment(self):
        # Without it Distribution 3 looks for a collector of traces at every request.
        return {"OTEL_TRACES_EXPORTER": "none"}

    def authorization(self, repository, actions=""):
        """None: it asks for nothing."""

    def credentials(self):
        """None: there is nothing to log in to."""


class Distribution(Peer):
    name = "Distribution 3"
    how = "go install github.com/distribution/distribution/v3/cmd/registry@v3.1.2"

    @staticmethod
    def program():
        return machine.program("registry", Path.home() / "go/bin")


class Debian(Peer):
    name = "docker-registry"
    how = "apt-get install docker-registry"

    @staticmethod
    def program():
        return machine.program("docker-registry")


PEERS = (Distribution, Debian)
