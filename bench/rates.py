"""How many requests a second, and how long each takes: manifests, blobs, tokens."""

from dataclasses import dataclass

from bench import load
from bench.transfers import MANIFEST, Registry, address_of, digest_of

REPOSITORY = "bench/app"
LAYERS = 8
CONFIG_BYTES = 4096
ACCEPT = ", ".join(
    [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        MANIFEST,
    ]
)


@dataclass(frozen=True)
class Image:
    """What was pushed for the requests to ask for."""

    manifest: bytes
    blob: str  # of 1 KiB

    @property
    def digest(self):
        return digest_of(self.manifest)


def push_image(server) -> Image:
    registry = Registry(server.host, REPOSITORY, server.authorization(REPOSITORY))
    layers = [
        (registry.push_bytes(bytes([number]) * 1024), 1024) for number in range(LAYERS)
    ]
    config = b"%-*d" % (CONFIG_BYTES, 0)
    manifest = registry.put_manifest(
        "1.0", config=(registry.push_bytes(config), len(config)), layers=layers
    )
    return Image(manifest, layers[0][0])


def asking(server, method, path, accept="*/*"):
    """One request, with a token that was fetched before where the server wants one."""
    headers = {"Accept": accept}
    if authorization := server.authorization(REPOSITORY, "pull"):
        headers["Authorization"] = authorization
    return load.Step(
        address_of(server.host),
        load.request(method, path, host=server.host, headers=headers),
        has_body=method != "HEAD",
    )


def manifest(method, of):
    """`of` is "tag" or "digest"."""

    def step(server, image):
        reference = "1.0" if of == "tag" else image.digest
        return asking(server, method, f"/v2/{REPOSITORY}/manifests/{reference}", ACCEPT)

    return step


def blob(method):
    def step(server, image):
        return asking(server, method, f"/v2/{REPOSITORY}/blobs/{image.blob}")

    return step


def token(server, image):
    """None for a server without a token service."""
    if not hasattr(server, "token_path"):
        return None
    headers = {"Authorization": server.basic}
    path = server.token_path(f"repository:{REPOSITORY}:pull")
    return load.Step(
        address_of(server.host),
        load.request("GET", path, host=server.host, headers=headers),
    )


REQUESTS = {
    "manifest GET by tag": manifest("GET", "tag"),
    "manifest GET by digest": manifest("GET", "digest"),
    "manifest HEAD by tag": manifest("HEAD", "tag"),
    "manifest HEAD by digest": manifest("HEAD", "digest"),
    "blob HEAD": blob("HEAD"),
    "blob GET of 1 KiB": blob("GET"),
    "token GET": token,
}
CONNECTIONS = (1, 32)
