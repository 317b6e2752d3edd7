"""skopeo: copying images of any shape in and out, looking at them, deleting them."""

import json

import pytest

from hub.accounts import organisation_tokens
from hub.accounts.models import Scope
from hub.content.models import Manifest, ManifestBlob, Tag
from tests.clients.containers import Client, Skopeo
from tests.clients.images import ARCHITECTURES, KIB, layer
from tests.world import PASSWORD, by

pytestmark = [pytest.mark.one_pair, pytest.mark.needs("skopeo")]

INDEX = "application/vnd.oci.image.index.v1+json"
ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd"
# skopeo mounts layers and sends the config again.
CONFIG = KIB


@pytest.fixture
def skopeo(registry, world, tmp_path):
    """Alice's."""
    client = Client("skopeo", tmp_path / "alice", registry=registry)
    return client.log_in("alice", PASSWORD)


@pytest.fixture
def stranger(registry, tmp_path):
    return Client("skopeo", tmp_path / "stranger", registry=registry)


@pytest.fixture
def address(registry):
    return lambda name: f"docker://{registry}/{name}"


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_it_refuses_a_wrong_password(stranger, registry, world):
    refused = stranger(
        "login", "-u", "alice", "-p", "not-her-password", registry, check=False
    )

    assert refused.returncode
    assert "invalid username/password" in refused.stderr


def test_what_goes_in_comes_out(skopeo, stranger, layout, address, tmp_path):
    digest = layout.add_image(layer(), layer(300 * KIB))

    skopeo("copy", "--preserve-digests", layout, address("alice/app:1.0"))
    stranger(
        "copy", "--preserve-digests", address("alice/app:1.0"), f"dir:{tmp_path}/out"
    )

    assert Tag.objects.get(name="1.0").manifest.digest == digest
    blobs = tmp_path / "layout/blobs/sha256"
    pulled = files_of(tmp_path / "out")
    assert pulled["manifest.json"] == (blobs / digest[7:]).read_bytes()
    assert files_of(blobs).items() - pulled.items() == {
        (digest[7:], pulled["manifest.json"])
    }


def test_it_copies_all_platforms_of_an_index(
    skopeo, stranger, layout, address, tmp_path
):
    digest = layout.add_index()

    skopeo("copy", "--all", "--preserve-digests", layout, address("alice/app:1.0"))
    stranger("copy", "--all", address("alice/app:1.0"), f"dir:{tmp_path}/out")

    index = Tag.objects.get(name="1.0").manifest
    assert (index.digest, index.media_type) == (digest, INDEX)
    children = Manifest.objects.exclude(pk=index.pk)
    assert set(children.values_list("architecture", flat=True)) == {*ARCHITECTURES}


def test_it_copies_one_platform_of_an_index(
    stranger, skopeo, layout, address, tmp_path
):
    layout.add_index()
    skopeo("copy", "--all", layout, address("alice/app:1.0"))

    for architecture in ARCHITECTURES:
        folder = tmp_path / architecture
        stranger(
            "--override-arch", architecture,
            "copy", address("alice/app:1.0"), f"dir:{folder}",
        )  # fmt: skip

        manifest = json.loads((folder / "manifest.json").read_text())
        config = folder / manifest["config"]["digest"][7:]
        assert json.loads(config.read_text())["architecture"] == architecture


def test_it_copies_layers_of_zstd(skopeo, stranger, layout, address, tmp_path):
    content = layer(200 * KIB)
    layout.add_image(content)

    skopeo(
        "copy", "--dest-compress-format", "zstd", "--dest-compress",
        layout, address("alice/app:1.0"),
    )  # fmt: skip
    stranger(
        "copy", "--dest-decompress", address("alice/app:1.0"), f"dir:{tmp_path}/out"
    )

    assert ManifestBlob.objects.get(role="layer").media_type == ZSTD
    assert content.tar in files_of(tmp_path / "out").values()


def test_copying_again_sends_no_layer(skopeo, registry, layout, address):
    layout.add_image(layer(300 * KIB))
    skopeo("copy", layout, address("alice/app:1.0"))

    with registry.watch() as seen:
        skopeo("copy", layout, address("alice/app:again"))

    assert seen.blob_bytes == 0


def test_a_copy_between_repositories_mounts(skopeo, registry, layout, address):
    layout.add_image(layer(300 * KIB))
    skopeo("copy", layout, address("alice/notes:1.0"))

    with registry.watch() as seen:
        skopeo("copy", address("alice/notes:1.0"), address("alice/app:1.0"))

    assert "mount=" in seen.of("POST", "/v2/alice/app/blobs/uploads/")[0].query
    assert seen.blob_bytes < CONFIG


def test_it_syncs_a_repository_into_a_folder(
    skopeo, stranger, registry, layout, address, tmp_path
):
    layout.add_image(layer())
    for tag in ("1.0", "2.0"):
        skopeo("copy", layout, address(f"alice/app:{tag}"))

    stranger(
        "sync", "--src", "docker", "--dest", "dir",
        f"{registry}/alice/app", tmp_path / "out",
    )  # fmt: skip

    folders = {path.name for path in (tmp_path / "out").iterdir()}
    assert folders == {"app:1.0", "app:2.0"}


def test_it_syncs_a_repository_to_another_owner(
    skopeo, registry, layout, address, tmp_path
):
    layout.add_image(layer())
    for tag in ("1.0", "2.0"):
        skopeo("copy", layout, address(f"alice/app:{tag}"))
    bob = Client("skopeo", tmp_path / "bob", registry=registry)
    bob.log_in("bob", PASSWORD)

    bob(
        "sync", "--src", "docker", "--dest", "docker",
        f"{registry}/alice/app", f"{registry}/bob",
    )  # fmt: skip

    tags = Tag.objects.filter(repository__full_name="bob/app")
    assert {*tags.values_list("name", flat=True)} == {"1.0", "2.0"}


def test_it_inspects_an_image(skopeo, stranger, layout, address):
    layout.add_image(layer())
    skopeo("copy", layout, address("alice/app:1.0"))
    skopeo("copy", layout, address("alice/app:1.1"))

    seen = json.loads(stranger("inspect", address("alice/app:1.0")).stdout)

    assert seen["RepoTags"] == ["1.0", "1.1"]
    assert seen["Digest"] == Tag.objects.get(name="1.0").manifest.digest
    assert seen["Architecture"] == "amd64"


def test_it_lists_tags(skopeo, stranger, layout, address):
    layout.add_image(layer())
    for tag in ("1.0", "latest"):
        skopeo("copy", layout, address(f"alice/app:{tag}"))

    listed = json.loads(stranger("list-tags", address("alice/app")).stdout)

    assert listed["Tags"] == ["1.0", "latest"]


def test_to_strangers_what_is_private_is_missing(skopeo, stranger, layout, address):
    layout.add_image(layer())
    skopeo("copy", layout, address("alice/notes:1.0"))

    private = stranger("inspect", address("alice/notes:1.0"), check=False)
    missing = stranger("inspect", address("alice/other:1.0"), check=False)

    assert private.returncode
    assert without_time(private.stderr).replace("notes", "other") == without_time(
        missing.stderr
    )


def without_time(line):
    return line.partition("level=")[2]


def test_it_deletes_an_image(skopeo, stranger, layout, address):
    layout.add_image(layer())
    skopeo("copy", layout, address("alice/app:1.0"))

    skopeo("delete", address("alice/app:1.0"))

    assert not Tag.objects.exists()
    assert stranger("inspect", address("alice/app:1.0"), check=False).returncode


def test_it_needs_a_token_for_deleting(
    skopeo, registry, world, token_of, layout, address, tmp_path
):
    layout.add_image(layer())
    skopeo("copy", layout, address("alice/app:1.0"))
    _, secret = token_of(world.alice, Scope.WRITE)
    limited = Client("skopeo", tmp_path / "limited", registry=registry)
    limited.log_in("alice", secret)

    refused = limited("delete", address("alice/app:1.0"), check=False)

    assert (
        "alice may not delete in alice/app with this login. "
        "Log in with the password, or an access token that allows it." in refused.stderr
    )
    assert Tag.objects.filter(name="1.0").exists()


def test_an_organisations_token_pushes_and_pulls_what_it_names(
    client_of, harbour, world, layout, address
):
    _, secret = organisation_tokens.create(
        organisation=harbour.organisation,
        label="ci",
        scope=Scope.WRITE,
        repositories=["harbour/web-*"],
        by=by(world.alice),
    )
    layout.add_image(layer())
    ci = client_of(Skopeo, "harbour", secret)

    ci.push(layout, "harbour/web-shop:1.0")
    ci.pull("harbour/web-shop:1.0")
    refused = ci("copy", layout, address("harbour/ledger:1.0"), check=False)
    hidden = ci("inspect", address("harbour/ledger:1.0"), check=False)

    assert Tag.objects.get(name="1.0").repository.full_name == "harbour/web-shop"
    assert refused.returncode
    assert hidden.returncode
