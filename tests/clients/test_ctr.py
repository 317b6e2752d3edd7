"""containerd, as Kubernetes and newer Docker daemons pull and push: no ping, and a password sent by POST."""

import pytest

from hub.content.models import Manifest, ManifestBlob, Tag
from tests.clients.containers import Skopeo
from tests.clients.ctr import Ctr
from tests.clients.images import ARCHITECTURES, KIB, Layout, config_digest, layer

pytestmark = pytest.mark.one_pair

ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd"
SMALL = 4 * KIB


@pytest.fixture
def ctr_of(client_of, containerd):
    return lambda *who: client_of(Ctr, *who, containerd=containerd)


@pytest.fixture
def ctr(ctr_of):
    """Alice's."""
    return ctr_of("alice")


def test_it_is_refused_with_a_wrong_password(ctr_of, layout):
    layout.add_image(layer())

    refused = ctr_of("alice", "not-her-password").push(
        layout, "alice/app:1.0", check=False
    )

    assert refused.returncode
    assert "401 Unauthorized" in refused.stderr
    assert not Tag.objects.exists()


def test_a_stranger_may_not_push(ctr_of, registry, layout):
    layout.add_image(layer())

    with registry.watch() as seen:
        refused = ctr_of("charlie").push(layout, "alice/app:1.0", check=False)

    assert "insufficient_scope: authorization failed" in refused.stderr
    assert seen.blob_bytes == 0


def test_to_strangers_what_is_private_is_missing(ctr, ctr_of, layout):
    layout.add_image(layer())
    ctr.push(layout, "alice/notes:1.0")
    stranger = ctr_of()

    for name in ("alice/notes", "alice/missing"):
        refused = stranger.fetch(f"{name}:1.0", check=False)

        assert (
            "pull access denied, repository does not exist or may require authorization"
            in refused.stderr
        )


def test_what_goes_in_comes_out(ctr, ctr_of, layout):
    digest = layout.add_image(layer(), layer(300 * KIB))

    ctr.push(layout, "alice/app:1.0")
    stranger = ctr_of()
    pulled = stranger.pull("alice/app:1.0")

    assert Tag.objects.get(name="1.0").manifest.digest == digest
    assert stranger.digest("alice/app:1.0") == digest
    assert pulled == config_digest(layout.folder)


@pytest.mark.needs("skopeo")
def test_it_unpacks_layers_of_zstd(ctr, ctr_of, client_of, layout, tmp_path):
    layout.add_image(layer(200 * KIB))
    packed = Layout(tmp_path / "packed")
    client_of(Skopeo)(
        "copy", "--dest-compress-format", "zstd", "--dest-compress", layout, packed
    )
    packed.read()

    ctr.push(packed, "alice/app:1.0")
    ctr_of().pull("alice/app:1.0")

    assert ManifestBlob.objects.get(role="layer").media_type == ZSTD


def test_pushing_again_sends_no_layer(ctr, registry, layout):
    layout.add_image(layer(300 * KIB))
    ctr.push(layout, "alice/app:1.0")

    with registry.watch() as seen:
        ctr.push(layout, "alice/app:again")

    assert seen.blob_bytes == 0


def test_it_pushes_and_pulls_all_platforms_of_an_index(ctr, ctr_of, layout):
    digest = layout.add_index()

    ctr.push(layout, "alice/app:all")
    stranger = ctr_of()
    stranger.fetch("alice/app:all", "--all-platforms")

    assert stranger.digest("alice/app:all") == digest
    architectures = Manifest.objects.exclude(architecture="")
    assert set(architectures.values_list("architecture", flat=True)) == {*ARCHITECTURES}


def test_a_layer_of_another_repository_is_mounted(ctr, registry, layout):
    layout.add_image(layer(300 * KIB))
    ctr.push(layout, "alice/notes:1.0")
    ctr.fetch("alice/notes:1.0")

    with registry.watch() as seen:
        ctr.push_local(ctr.address("alice/notes:1.0"), "alice/app:1.0")

    assert "mount=" in seen.of("POST", "/v2/alice/app/blobs/uploads/")[0].query
    assert seen.blob_bytes < SMALL
