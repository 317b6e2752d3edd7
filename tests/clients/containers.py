"""skopeo, podman and buildah, which share one library: their configuration, images and credentials in one folder."""

from tests.clients.images import config_digest
from tests.clients.program import Program

# Tries https with any certificate, then http.
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


class Client(Program):
    def settings(self):
        kept = self.folder / ".config/containers"
        kept.mkdir(parents=True, exist_ok=True)
        (kept / "registries.conf").write_text(REGISTRIES.format(registry=self.registry))
        (kept / "storage.conf").write_text(STORAGE.format(folder=self.folder))
        (kept / "policy.json").write_text(POLICY)
        (self.folder / "auth.json").write_text("{}")
        return {
            "CONTAINERS_STORAGE_CONF": str(kept / "storage.conf"),
            "REGISTRY_AUTH_FILE": str(self.folder / "auth.json"),
            "DOCKER_CONFIG": str(self.folder / "none"),
        }

    def log_in(self, name, secret):
        self("login", "-u", name, "--password-stdin", self.registry, input=secret)
        return self

    def address(self, name):
        return f"docker://{self.registry}/{name}"


class Skopeo(Client):
    def __init__(self, folder, *, registry):
        super().__init__("skopeo", folder, registry=registry)

    def push(self, layout, name):
        self("copy", layout, self.address(name))

    def pull(self, name):
        """Returns the digest of the image's config."""
        folder = self.folder / "pulled"
        self("copy", self.address(name), f"oci:{folder}")
        return config_digest(folder)


class Podman(Client):
    """And buildah, which is told the same."""

    def __init__(self, folder, *, registry, name="podman"):
        super().__init__(name, folder, registry=registry)

    def push(self, layout, name):
        image = self("pull", "--quiet", layout).stdout.strip()
        self("push", image, self.address(name))

    def pull(self, name):
        """Returns the digest of the image's config."""
        image = self("pull", "--quiet", self.address(name)).stdout.strip()
        return f"sha256:{image}"


class Buildah(Podman):
    def __init__(self, folder, *, registry):
        super().__init__(folder, registry=registry, name="buildah")
