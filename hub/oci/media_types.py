"""Media types of manifests and layers."""

OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
OCI_INDEX = "application/vnd.oci.image.index.v1+json"
DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"

MANIFESTS = frozenset({OCI_MANIFEST, DOCKER_MANIFEST})
INDEXES = frozenset({OCI_INDEX, DOCKER_LIST})
KNOWN = MANIFESTS | INDEXES

IMAGE_CONFIGS = frozenset(
    {
        "application/vnd.oci.image.config.v1+json",
        "application/vnd.docker.container.image.v1+json",
    }
)


def bare(content_type: str) -> str:
    """`content_type` without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def is_foreign(media_type: str) -> bool:
    """Whether a layer of this type is fetched elsewhere and need not be pushed (OCI image spec, layer.md)."""
    return ".nondistributable." in media_type or ".foreign." in media_type
