"""How many requests a second, and how long each takes: manifests, blobs, tokens."""

import json
from dataclasses import dataclass

from bench import load
from bench.transfers import MANIFEST, Registry, address_of

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
    """One request, with a token that was fetched before."""
    headers = {
        "Authorization": server.authorization(REPOSITORY),
        "Accept": accept,
    }
    return load.Step(
        address_of(server.host),
        load.request(method, path, host=server.host, headers=headers),
        has_body=method != "HEAD",
    )


def manifest_get(server, image, berth):
    return [asking(server, "GET", MANIFEST_PATH, ACCEPT)]


def manifest_head(server, image, berth):
    return [asking(server, "HEAD", MANIFEST_PATH, ACCEPT)]


def blob_head(server, image, berth):
    return [asking(server, "HEAD", f"/v2/{REPOSITORY}/blobs/{image.blob}")]


def blob_get(server, image, berth):
    return [asking(server, "GET", f"/v2/{REPOSITORY}/blobs/{image.blob}")]


def token_get(server, image, berth):
    """Berth alone: docker-registry has no token service."""
    return [asking_for_token(berth)] if server is berth else None


def token_and_manifest_get(server, image, berth):
    """How a pull begins. Berth's token service for both sides: what differs is the registry behind it.

    docker-registry does not know Berth's key; it is shown a token of its own, of the same kind.
    """
    if server is not berth:
        return [asking_for_token(berth), *manifest_get(server, image, berth)]

    def with_token(body):
        return load.request(
            "GET",
            MANIFEST_PATH,
            host=server.host,
            headers={
                "Authorization": f"Bearer {json.loads(body)['token']}",
                "Accept": ACCEPT,
            },
        )

    return [
        asking_for_token(berth),
        load.Step(address_of(server.host), uses=with_token),
    ]


def asking_for_token(berth):
    return load.Step(
        address_of(berth.host),
        load.request(
            "GET",
            berth.token_path(REPOSITORY),
            host=berth.host,
            headers={"Authorization": berth.basic},
        ),
    )


MANIFEST_PATH = f"/v2/{REPOSITORY}/manifests/1.0"
REQUESTS = {
    "token": token_get,
    "token + manifest GET": token_and_manifest_get,
    "manifest GET": manifest_get,
    "manifest HEAD": manifest_head,
    "blob HEAD": blob_head,
    "blob GET 1 KiB": blob_get,
}
CONNECTIONS = (1, 32)
