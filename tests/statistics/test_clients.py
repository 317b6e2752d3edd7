"""Which program pulls, by the name it gives itself."""

import pytest

from hub.statistics import clients


@pytest.mark.parametrize(
    ("user_agent", "family"),
    [
        ("", "other"),
        ("x" * 10_000, "other"),
        ("Mozilla/5.0 (X11; Linux) curl", "other"),
        (
            "docker/20.10.24+dfsg1 go/go1.19.8 git-commit/5d6db84 kernel/6.1 os/linux arch/amd64"
            " UpstreamClient(Docker-Client/20.10.24 \\(linux\\))",
            "docker",
        ),
        ("containerd/1.7.2", "containerd"),
        ("buildkit/v0.12", "buildkit"),
        ("libpod/4.3.1", "podman"),
        ("Buildah/1.28.2", "buildah"),
        ("skopeo/1.9.3", "skopeo"),
        ("cri-o/1.29.0 go/go1.21 os/linux arch/amd64", "cri-o"),
        ("crane/v0.20 go-containerregistry/v0.20", "crane"),
        ("regclient/regctl (v0.5)", "regctl"),
        ("Helm/3.14.0", "helm"),
    ],
)
def test_it_knows_the_family(user_agent, family):
    assert clients.family(user_agent) == family
