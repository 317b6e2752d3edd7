"""oras: artifacts of any kind, what refers to them, and through its library Helm charts."""

import json

import pytest

from hub.content.models import Manifest, Tag
from hub.oci import digests
from tests.clients.go_clients import Oras
from tests.clients.images import KIB, layer

pytestmark = [pytest.mark.one_pair, pytest.mark.needs("oras")]

HELM_CONFIG = "application/vnd.cncf.helm.config.v1+json"
HELM_CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
SPDX = "application/spdx+json"
IN_TOTO = "application/vnd.in-toto+json"
SMALL = 4 * KIB


@pytest.fixture
def oras(client_of):
    """Alice's, with some files to push."""
    client = client_of(Oras, "alice")
    for name in ("notes.txt", "sbom.json", "proof.json"):
        (client.folder / name).write_text(f"{name} " * 10)
    return client


@pytest.fixture
def stranger(client_of):
    return client_of(Oras)


def test_it_refuses_a_wrong_password(stranger, registry):
    refused = stranger(
        "login", "-u", "alice", "-p", "not-her-password", registry, check=False
    )

    assert refused.returncode
    assert "unauthorized: incorrect username or password" in refused.stderr


@pytest.mark.parametrize("name", ["alice/notes", "alice/missing"])
def test_to_strangers_what_is_private_is_missing(oras, stranger, name):
    oras("push", oras.address("alice/notes:1.0"), "notes.txt")

    refused = stranger("pull", stranger.address(f"{name}:1.0"), check=False)

    assert (
        f"{name} does not exist, or may not be pulled by anonymous clients."
        in refused.stderr
    )


def test_a_stranger_is_refused_with_the_way_out(client_of, registry, world):
    charlie = client_of(Oras, "charlie")
    (charlie.folder / "notes.txt").write_text("mine")

    with registry.watch() as seen:
        refused = charlie(
            "push", charlie.address("alice/app:1.0"), "notes.txt", check=False
        )

    assert "charlie may not push to alice/app with this login." in refused.stderr
    assert seen.blob_bytes == 0


def test_a_file_goes_in_and_comes_out(oras, stranger):
    oras(
        "push", "--artifact-type", "application/x.ferry", oras.address("alice/app:1.0"),
        "notes.txt:text/plain",
    )  # fmt: skip

    stranger("pull", stranger.address("alice/app:1.0"))

    assert Tag.objects.get(name="1.0").manifest.artifact_type == "application/x.ferry"
    assert files_of(stranger)["notes.txt"] == files_of(oras)["notes.txt"]


def test_a_chart_goes_in_and_comes_out_as_helm_sends_it(oras, stranger):
    (oras.folder / "Chart.json").write_text('{"name":"ferry","version":"0.1.0"}')
    (oras.folder / "ferry-0.1.0.tgz").write_bytes(layer().tar)

    oras(
        "push", oras.address("alice/app:0.1.0"), "--config", f"Chart.json:{HELM_CONFIG}",
        f"ferry-0.1.0.tgz:{HELM_CHART}",
    )  # fmt: skip
    stranger("pull", stranger.address("alice/app:0.1.0"))

    assert Tag.objects.get(name="0.1.0").manifest.artifact_type == HELM_CONFIG
    assert files_of(stranger)["ferry-0.1.0.tgz"] == files_of(oras)["ferry-0.1.0.tgz"]


def test_what_is_attached_is_discovered(oras, stranger):
    image = oras.address("alice/app:1.0")
    oras("push", image, "notes.txt")
    oras("attach", "--artifact-type", SPDX, image, "sbom.json")
    oras("attach", "--artifact-type", IN_TOTO, image, "proof.json")

    assert kinds(stranger("discover", "--format", "json", image)) == {SPDX, IN_TOTO}
    some = stranger("discover", "--format", "json", "--artifact-type", SPDX, image)
    assert kinds(some) == {SPDX}
    # No tag in place of the API.
    assert [*Tag.objects.values_list("name", flat=True)] == ["1.0"]


def test_a_copy_takes_what_is_attached_along_and_mounts(oras, registry, world):
    (oras.folder / "large").write_bytes(layer(300 * KIB).tar)
    image = oras.address("alice/notes:1.0")
    oras("push", image, "large")
    oras("attach", "--artifact-type", SPDX, image, "sbom.json")

    with registry.watch() as seen:
        oras("cp", "--recursive", image, oras.address("alice/app:1.0"))

    assert seen.blob_bytes < SMALL
    assert Manifest.objects.filter(repository=world.app).count() == 2


def test_it_makes_an_index(oras, stranger):
    for tag, file in (("one", "notes.txt"), ("two", "proof.json")):
        oras("push", oras.address(f"alice/app:{tag}"), file)

    oras("manifest", "index", "create", oras.address("alice/app:both"), "one", "two")

    fetched = stranger("manifest", "fetch", stranger.address("alice/app:both")).stdout
    assert len(json.loads(fetched)["manifests"]) == 2


def test_it_lists_tags_and_repositories(oras, stranger, registry):
    for name in ("alice/app:1.0", "alice/app:latest", "alice/notes:1.0"):
        oras("push", oras.address(name), "notes.txt")

    tags = stranger("repo", "tags", stranger.address("alice/app")).stdout
    assert tags.split() == ["1.0", "latest"]
    assert stranger("repo", "ls", registry).stdout.split() == ["alice/app"]
    assert oras("repo", "ls", registry).stdout.split() == ["alice/app", "alice/notes"]


def test_it_deletes_a_manifest_with_its_tags_and_a_blob(oras, stranger):
    oras("push", oras.address("alice/app:1.0"), "notes.txt")
    oras("tag", oras.address("alice/app:1.0"), "latest")
    blob = digests.of(files_of(oras)["notes.txt"])

    oras("manifest", "delete", "--force", oras.address("alice/app:latest"))
    assert stranger("repo", "tags", stranger.address("alice/app")).stdout == ""

    oras("blob", "delete", "--force", oras.address(f"alice/app@{blob}"))
    assert stranger(
        "blob",
        "fetch",
        "--descriptor",
        stranger.address(f"alice/app@{blob}"),
        check=False,
    ).returncode


def files_of(client):
    return {
        path.name: path.read_bytes()
        for path in client.folder.iterdir()
        if path.is_file()
    }


def kinds(discovered):
    return {one["artifactType"] for one in json.loads(discovered.stdout)["referrers"]}
