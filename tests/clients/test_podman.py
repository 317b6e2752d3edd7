"""podman and buildah, which build, push and pull without a daemon."""

import json

import pytest

from hub.content.models import ManifestChild, Tag
from tests.clients.containers import Client
from tests.clients.images import KIB, Layout, layer
from tests.world import PASSWORD

pytestmark = pytest.mark.one_pair
needs_podman = pytest.mark.needs("podman")
needs_buildah = pytest.mark.needs("buildah")
either = pytest.mark.parametrize(
    "name",
    [
        pytest.param("podman", marks=needs_podman),
        pytest.param("buildah", marks=needs_buildah),
    ],
)


@pytest.fixture
def client(registry, world, tmp_path):
    """A program of Alice's: `client("podman")`; `client("podman", "anonymous")` is nobody's."""

    def make(name, person="alice"):
        one = Client(name, tmp_path / person, registry=registry)
        return one if person == "anonymous" else one.log_in(person, PASSWORD)

    return make


@pytest.fixture
def podman(client):
    return client("podman")


@pytest.fixture
def local(tmp_path):
    """An image in a folder, as `oci:FOLDER`."""
    layout = Layout(tmp_path / "layout")
    layout.add_image(layer(200 * KIB))
    return layout


@either
def test_it_refuses_a_wrong_password(client, registry, name):
    nobody = client(name, "anonymous")

    refused = nobody(
        "login", "-u", "alice", "-p", "not-her-password", registry, check=False
    )

    assert refused.returncode
    assert "invalid username/password" in refused.stderr


@either
def test_it_pushes_and_pulls(client, registry, local, name):
    image = f"{registry}/alice/app:1.0"
    alice = client(name)
    pulled = alice("pull", "--quiet", local).stdout.strip()

    alice("push", pulled, f"docker://{image}")

    again = client(name, "anonymous")("pull", "--quiet", image)
    assert again.stdout.strip() == pulled


@either
def test_pushing_again_sends_no_layer(client, registry, local, name):
    image = f"docker://{registry}/alice/app:1.0"
    alice = client(name)
    pulled = alice("pull", "--quiet", local).stdout.strip()
    alice("push", pulled, image)

    with registry.watch() as seen:
        alice("push", pulled, image)

    assert seen.blob_bytes == 0


@either
def test_it_is_refused_another_ones_name(client, registry, local, name):
    charlie = client(name, "charlie")
    pulled = charlie("pull", "--quiet", local).stdout.strip()

    with registry.watch() as seen:
        refused = charlie(
            "push", pulled, f"docker://{registry}/alice/app:1.0", check=False
        )

    assert refused.returncode
    assert "charlie may not push to alice/app with this login." in refused.stderr
    assert seen.blob_bytes == 0


@needs_podman
def test_it_pushes_an_empty_index(podman, registry, world):
    podman("manifest", "create", "several")

    podman("manifest", "push", "several", f"docker://{registry}/alice/app:empty")

    index = Tag.objects.get(repository=world.app, name="empty").manifest
    assert index.is_index
    assert not index.children.exists()


@needs_podman
def test_it_pushes_an_index_with_its_images(podman, registry, local, world):
    podman("manifest", "create", "several")
    podman("manifest", "add", "several", local)

    podman("manifest", "push", "--all", "several", f"docker://{registry}/alice/app:all")

    index = Tag.objects.get(repository=world.app, name="all").manifest
    child = ManifestChild.objects.get(index=index)
    assert world.app.manifests.filter(digest=child.digest).exists()


@needs_podman
def test_it_searches(podman, client, registry, local):
    podman("push", podman("pull", "-q", local).stdout.strip(), f"{registry}/alice/app")

    found = client("podman", "anonymous")(
        "search", "--format", "json", f"{registry}/ferry"
    )

    assert [one["Name"] for one in json.loads(found.stdout)] == [
        f"{registry}/alice/app"
    ]


@needs_podman
def test_it_lists_tags(podman, registry, local):
    podman(
        "push", podman("pull", "-q", local).stdout.strip(), f"{registry}/alice/app:1"
    )

    listed = podman(
        "search", "--list-tags", "--format", "json", f"{registry}/alice/app"
    )

    assert json.loads(listed.stdout)[0]["Tags"] == ["1"]


@needs_buildah
def test_buildah_pushes_what_it_built(client, registry, world, tmp_path):
    buildah = client("buildah")
    (tmp_path / "hello").write_text("hello")
    container = buildah("from", "scratch").stdout.strip()
    buildah("copy", container, tmp_path / "hello", "/hello")
    buildah("commit", "--quiet", container, "built")

    buildah("push", "built", f"docker://{registry}/alice/app:built")

    assert Tag.objects.filter(repository=world.app, name="built").exists()
