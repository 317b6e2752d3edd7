"""crane, the client of go-containerregistry, and through it ko, kaniko and cosign, which share that library."""

import json

import pytest

from hub.content.models import Tag
from tests.clients.go_clients import Crane
from tests.clients.images import KIB, layer

pytestmark = [pytest.mark.one_pair, pytest.mark.needs("crane")]

SIGNATURE = "application/vnd.dev.cosign.simplesigning.v1+json"
# Two configs, and what HTTP adds; less than any layer here.
SMALL = 4 * KIB


@pytest.fixture
def crane(client_of):
    """Alice's."""
    return client_of(Crane, "alice")


@pytest.fixture
def stranger(client_of):
    return client_of(Crane)


def test_it_is_refused_with_a_wrong_password(client_of, registry):
    nobody = client_of(Crane, "alice", "not-her-password")

    refused = nobody("ls", f"{registry}/alice/app", check=False)

    assert refused.returncode
    assert "UNAUTHORIZED: incorrect username or password" in refused.stderr


def test_strangers_are_told_the_same_of_what_is_private_and_missing(
    crane, stranger, registry, layout
):
    layout.add_image(layer())
    crane.push(layout, "alice/notes:1.0")

    for name in ("alice/notes", "alice/missing"):
        refused = stranger("pull", f"{registry}/{name}:1.0", "image.tar", check=False)

        assert (
            f"{name} does not exist, or may not be pulled by anonymous clients."
            in refused.stderr
        )


def test_a_stranger_is_refused_with_the_way_out(client_of, registry, layout):
    layout.add_image(layer())
    charlie = client_of(Crane, "charlie")

    with registry.watch() as seen:
        refused = charlie(
            "push", layout.folder, charlie.address("alice/app:1.0"), check=False
        )

    assert "charlie may not push to alice/app with this login." in refused.stderr
    assert seen.blob_bytes == 0


def test_what_goes_in_comes_out(crane, stranger, layout):
    digest = layout.add_image(layer(), layer(300 * KIB))

    crane.push(layout, "alice/app:1.0")
    stranger.pull("alice/app:1.0")

    assert Tag.objects.get(name="1.0").manifest.digest == digest
    pulled = stranger.folder / "pulled/blobs/sha256"
    for path in (layout.folder / "blobs/sha256").iterdir():
        assert (pulled / path.name).read_bytes() == path.read_bytes()


def test_pushing_again_sends_no_layer(crane, registry, layout):
    layout.add_image(layer(300 * KIB))
    crane.push(layout, "alice/app:1.0")

    with registry.watch() as seen:
        crane.push(layout, "alice/app:again")

    assert seen.blob_bytes == 0


def test_it_makes_an_index_of_images(crane, stranger, registry, layout):
    for tag in ("one", "two"):
        layout.add_image(layer())
        crane.push(layout, f"alice/app:{tag}")

    crane(
        "index", "append", "--tag", crane.address("alice/app:both"),
        "--manifest", crane.address("alice/app:one"),
        "--manifest", crane.address("alice/app:two"),
    )  # fmt: skip

    index = json.loads(stranger("manifest", f"{registry}/alice/app:both").stdout)
    children = {Tag.objects.get(name=name).manifest.digest for name in ("one", "two")}
    assert {one["digest"] for one in index["manifests"]} == children


def test_a_copy_between_repositories_mounts(crane, registry, layout, world):
    layout.add_index()
    crane("push", "--index", layout.folder, crane.address("alice/notes:all"))

    with registry.watch() as seen:
        crane("copy", crane.address("alice/notes:all"), crane.address("alice/app:all"))

    assert seen.blob_bytes < SMALL
    copied, original = (
        {*one.manifests.values_list("digest", flat=True)}
        for one in (world.app, world.notes)
    )
    assert copied == original


def test_it_lists_tags_and_repositories(crane, stranger, registry, layout):
    layout.add_image(layer())
    for name in ("alice/app:1.0", "alice/app:latest", "alice/notes:1.0"):
        crane.push(layout, name)

    assert stranger("ls", f"{registry}/alice/app").stdout.split() == ["1.0", "latest"]
    assert stranger("catalog", registry).stdout.split() == ["alice/app"]
    assert crane("catalog", registry).stdout.split() == ["alice/app", "alice/notes"]


def test_it_deletes_a_tag_and_then_the_image(crane, stranger, registry, layout):
    digest = layout.add_image(layer())
    crane.push(layout, "alice/app:1.0")
    crane("tag", crane.address("alice/app:1.0"), "latest")

    crane("delete", crane.address("alice/app:latest"))
    assert stranger("ls", f"{registry}/alice/app").stdout.split() == ["1.0"]

    crane("delete", crane.address(f"alice/app@{digest}"))
    assert stranger("ls", f"{registry}/alice/app").stdout == ""


def test_a_signature_lies_beside_its_image_as_cosign_puts_it(
    crane, stranger, registry, layout
):
    digest = layout.add_image(layer())
    crane.push(layout, "alice/app:1.0")
    tag = digest.replace(":", "-") + ".sig"

    payload = (
        b'{"critical":{"image":{"docker-manifest-digest":"%s"}}}' % digest.encode()
    )
    layout.add_artifact(payload, SIGNATURE)
    crane.push(layout, f"alice/app:{tag}")

    signature = json.loads(stranger("manifest", f"{registry}/alice/app:{tag}").stdout)
    blob = f"{registry}/alice/app@{signature['layers'][0]['digest']}"
    assert signature["layers"][0]["mediaType"] == SIGNATURE
    assert stranger("blob", blob).stdout == payload.decode()
