"""ctr, which speaks for a containerd. Each person has a namespace of that, with images of her own."""

import json
import tarfile
from uuid import uuid4

from tests.clients.program import Program

HOSTS = """
server = "https://{registry}"
ca = "{certificate}"
[host]
"""


class Ctr(Program):
    def __init__(self, folder, *, registry, containerd):
        super().__init__("ctr", folder, registry=registry)
        self.before = ("--address", containerd.socket, "--namespace", uuid4().hex)
        self.way = self.hosts() if self.certificate else ("--plain-http",)
        self.credentials = ()

    def hosts(self):
        """On loopback names ctr takes http for granted, unless a file says otherwise."""
        folder = self.folder / "hosts" / self.registry
        folder.mkdir(parents=True)
        (folder / "hosts.toml").write_text(
            HOSTS.format(registry=self.registry, certificate=self.certificate)
        )
        return ("--hosts-dir", folder.parent)

    def __call__(self, *arguments, **options):
        return super().__call__(*self.before, *arguments, **options)

    def log_in(self, name, secret):
        """It keeps nothing: it is told with each command."""
        self.credentials = ("--user", f"{name}:{secret}")
        return self

    def load(self, layout):
        """Returns what its image is called here."""
        archive = self.folder / "layout.tar"
        with tarfile.open(archive, "w") as tar:
            tar.add(layout.folder, "")
        self(
            "images",
            "import",
            "--no-unpack",
            "--all-platforms",
            "--digests",
            "--base-name",
            "local",
            archive,
        )
        return f"local@{layout.digest}"

    def push(self, layout, name, **options):
        return self.push_local(self.load(layout), name, **options)

    def push_local(self, image, name, **options):
        return self(
            "images", "push", *self.way, *self.credentials, self.address(name), image,
            **options,
        )  # fmt: skip

    def pull(self, name):
        """Unpacked as well; returns the digest of the image's config."""
        self.fetch(name)
        manifest = json.loads(self("content", "get", self.digest(name)).stdout)
        return manifest["config"]["digest"]

    def fetch(self, name, *more, **options):
        return self(
            "images", "pull", *self.way, *self.credentials, "--snapshotter", "native",
            *more, self.address(name), **options,
        )  # fmt: skip

    def digest(self, name):
        """Of what a name stands for here."""
        for line in self("images", "ls").stdout.splitlines():
            if line.startswith(f"{self.address(name)} "):
                return line.split()[2]
        raise LookupError(name)
