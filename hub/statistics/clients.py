"""Which program pulls, from the name it gives itself: its family only, never the whole text."""

import re
from functools import lru_cache

OTHER = "other"
# Whatever product of a User-Agent comes first and is known here. Of docker's, which names containerd and moby behind
# itself, that is docker.
FAMILIES = {
    "docker": "docker",
    "containerd": "containerd",
    "nerdctl": "containerd",
    "buildkit": "buildkit",
    "podman": "podman",
    "libpod": "podman",
    "buildah": "buildah",
    "skopeo": "skopeo",
    "cri-o": "cri-o",
    "containers": "podman",
    "crane": "crane",
    "go-containerregistry": "crane",
    "kaniko": "kaniko",
    "oras": "oras",
    "oras-go": "oras",
    "regclient": "regctl",
    "regctl": "regctl",
    "helm": "helm",
    "cosign": "cosign",
    "trivy": "trivy",
    "renovate": "renovate",
    "berth": "berth",
    "curl": "curl",
}
PRODUCT = re.compile(r"(?:^|[\s(])([A-Za-z][A-Za-z0-9.-]{0,39})/")


@lru_cache(maxsize=512)
def family(user_agent):
    products = PRODUCT.findall(user_agent[:300].lower())
    return next((FAMILIES[one] for one in products if one in FAMILIES), OTHER)
