"""regctl, the one client that pushes a layer in several chunks."""

import json
import os

import pytest

from hub.content.models import Tag
from hub.oci import digests
from tests.clients.go_clients import Regctl
from tests.clients.images import ARCHITECTURES, KIB, layer

pytestmark = [pytest.mark.one_pair, pytest.mark.needs("regctl")]

SMALL = 4 * KIB


@pytest.fixture
def regctl(client_of):
    """Alice's."""
    return client_of(Regctl, "alice")


@pytest.fixture
def stranger(client_of):
    return client_of(Regctl)


def test_it_refuses_a_wrong_password(stranger, registry):
    refused = stranger(
        "registry", "login", "-u", "alice", "-p", "not-her-password", registry,
        check=False,
    )  # fmt: skip

    assert refused.returncode
    assert "unauthorized" in refused.stderr


def test_strangers_are_told_the_same_of_what_is_private_and_missing(
    regctl, stranger, layout
):
    layout.add_image(layer())
    regctl.push(layout, "alice/notes:1.0")

    for name in ("alice/notes", "alice/missing"):
        refused = stranger("tag", "ls", stranger.address(name), check=False)

        assert f"failed to list tags for {stranger.address(name)}" in refused.stderr
        assert refused.stderr.strip().endswith("unauthorized")


def test_what_goes_in_comes_out(regctl, stranger, layout):
    digest = layout.add_image(layer(), layer(300 * KIB))

    regctl.push(layout, "alice/app:1.0")
    stranger.pull("alice/app:1.0")

    assert Tag.objects.get(name="1.0").manifest.digest == digest
    pulled = stranger.folder / "pulled/blobs/sha256"
    for path in (layout.folder / "blobs/sha256").iterdir():
        assert (pulled / path.name).read_bytes() == path.read_bytes()


def test_it_copies_all_platforms_of_an_index(regctl, stranger, layout):
    digest = layout.add_index()

    regctl.push(layout, "alice/app:all")
    index = json.loads(
        stranger(
            "manifest", "get", "--format", "raw-body", stranger.address("alice/app:all")
        ).stdout
    )

    assert Tag.objects.get(name="all").manifest.digest == digest
    platforms = [one["platform"]["architecture"] for one in index["manifests"]]
    assert platforms == [*ARCHITECTURES]


def test_a_copy_between_repositories_mounts(regctl, registry, layout):
    layout.add_image(layer(300 * KIB))
    regctl.push(layout, "alice/notes:1.0")

    with registry.watch() as seen:
        regctl(
            "image", "copy",
            regctl.address("alice/notes:1.0"), regctl.address("alice/app:1.0"),
        )  # fmt: skip

    assert seen.blob_bytes < SMALL


def test_it_pushes_a_blob_in_chunks(regctl, stranger, registry):
    content = os.urandom(1000 * KIB)
    regctl.set_up("--blob-chunk", 100 * KIB, "--blob-max", 200 * KIB)

    with registry.watch() as seen:
        put = regctl("blob", "put", regctl.address("alice/app"), input=content)

    assert put.stdout.decode().strip() == digests.of(content)
    assert len(seen.of("PATCH")) == 10
    assert [one.body_bytes for one in seen.of("PUT")] == [0]
    got = stranger(
        "blob", "get", stranger.address("alice/app"), digests.of(content), input=b""
    )
    assert got.stdout == content


def test_an_artifact_is_found_by_its_subject(regctl, stranger, layout):
    layout.add_image(layer())
    regctl.push(layout, "alice/app:1.0")
    image = regctl.address("alice/app:1.0")

    regctl(
        "artifact", "put", "--artifact-type", "application/spdx+json",
        "--subject", image, input="an SBOM",
    )  # fmt: skip

    found = stranger("artifact", "get", "--subject", image, "--latest").stdout
    listed = stranger("artifact", "list", image).stdout
    assert found == "an SBOM"
    assert "application/spdx+json" in listed
    # No tag in place of the API.
    assert [*Tag.objects.values_list("name", flat=True)] == ["1.0"]


def test_it_lists_tags_and_repositories(regctl, stranger, registry, layout):
    layout.add_image(layer())
    for name in ("alice/app:1.0", "alice/app:latest", "alice/notes:1.0"):
        regctl.push(layout, name)

    tags = stranger("tag", "ls", stranger.address("alice/app")).stdout
    assert tags.split() == ["1.0", "latest"]
    assert stranger("repo", "ls", registry).stdout.split() == ["alice/app"]
    assert regctl("repo", "ls", registry).stdout.split() == ["alice/app", "alice/notes"]


def test_it_deletes_a_tag_an_image_and_a_blob(regctl, stranger, layout):
    content = layer()
    digest = layout.add_image(content)
    for tag in ("1.0", "latest"):
        regctl.push(layout, f"alice/app:{tag}")

    regctl("tag", "rm", regctl.address("alice/app:latest"))
    assert stranger("tag", "ls", stranger.address("alice/app")).stdout.split() == [
        "1.0"
    ]

    regctl("manifest", "rm", regctl.address(f"alice/app@{digest}"))
    assert stranger("tag", "ls", stranger.address("alice/app")).stdout == ""

    regctl("blob", "delete", regctl.address("alice/app"), content.digest)
    assert stranger(
        "blob", "head", stranger.address("alice/app"), content.digest, check=False
    ).returncode
