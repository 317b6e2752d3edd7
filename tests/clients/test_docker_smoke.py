"""What docker needs of the stores, on every pair of them."""

import pytest

from tests.clients.images import KIB, layer


@pytest.mark.smoke
def test_docker_pushes_and_pulls(docker, alice, registry, build):
    image = build(f"{registry}/alice/app:1.0", layers=[layer(), layer(6000 * KIB)])

    alice("push", image)
    with registry.watch() as seen:
        again = alice("push", image)
    alice("rmi", image)
    docker("pull", image)

    assert "Layer already exists" in again.stdout
    assert seen.blob_bytes == 0
