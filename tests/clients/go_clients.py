"""crane, oras and regctl: one program each, no daemon, no images of their own."""

from tests.clients.images import config_digest
from tests.clients.program import Program


class Crane(Program):
    """Tries https first and then, on loopback names, http."""

    def __init__(self, folder, *, registry):
        super().__init__("crane", folder, registry=registry)

    def log_in(self, name, secret):
        """Asks nobody: whether it is right shows with the first command."""
        self(
            "auth", "login", "-u", name, "--password-stdin", self.registry,
            input=secret,
        )  # fmt: skip
        return self

    def push(self, layout, name):
        self("push", layout.folder, self.address(name))

    def pull(self, name):
        """Returns the digest of the image's config."""
        folder = self.folder / "pulled"
        self("pull", "--format=oci", self.address(name), folder)
        return config_digest(folder)


class Oras(Program):
    def __init__(self, folder, *, registry):
        super().__init__("oras", folder, registry=registry)
        self.plain = str(not self.certificate).lower()

    def log_in(self, name, secret):
        self(
            "login", f"--plain-http={self.plain}", "-u", name, "--password-stdin",
            self.registry, input=secret,
        )  # fmt: skip
        return self

    def push(self, layout, name):
        self(
            "cp", "--from-oci-layout", f"{layout.folder}@{layout.digest}",
            f"--to-plain-http={self.plain}", self.address(name),
        )  # fmt: skip

    def pull(self, name):
        folder = self.folder / "pulled"
        self(
            "cp", f"--from-plain-http={self.plain}", self.address(name),
            "--to-oci-layout", f"{folder}:pulled",
        )  # fmt: skip
        return config_digest(folder)


class Regctl(Program):
    def __init__(self, folder, *, registry):
        super().__init__("regctl", folder, registry=registry)
        self.set_up("--tls", "enabled" if self.certificate else "disabled")

    def set_up(self, *options):
        self("registry", "set", self.registry, "--skip-check", *options)

    def log_in(self, name, secret):
        self(
            "registry", "login", "-u", name, "--pass-stdin", self.registry, input=secret
        )
        return self

    def push(self, layout, name):
        self(
            "image",
            "copy",
            f"ocidir://{layout.folder}@{layout.digest}",
            self.address(name),
        )

    def pull(self, name):
        folder = self.folder / "pulled"
        self("image", "copy", self.address(name), f"ocidir://{folder}:pulled")
        return config_digest(folder)
