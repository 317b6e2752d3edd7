"""docker in the shape of the other clients: it is told of a registry, and brings an image there and back."""

from tests.clients.images import docker_archive
from tests.services.docker import Docker


class Dockers(Docker):
    """The image is in the daemon, which all share, from `push` to the next `pull`."""

    def __init__(self, folder, *, registry, dockerd, program=None):
        super().__init__(dockerd, folder, program=program)
        self.registry = str(registry)

    def log_in(self, name, secret):
        self("login", "-u", name, "--password-stdin", self.registry, input=secret)
        return self

    def address(self, name):
        return f"{self.registry}/{name}"

    def push(self, layout, name):
        image = self.address(name)
        self("load", input=docker_archive(*layout.layers, names=[image]))
        self("push", image)
        self("rmi", image)

    def pull(self, name):
        """Returns the digest of the image's config."""
        image = self.address(name)
        self("pull", image, timeout=900)
        return self("image", "inspect", "--format", "{{.Id}}", image).stdout.strip()
