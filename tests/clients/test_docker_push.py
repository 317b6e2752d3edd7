"""Pushing with docker: what arrives and under which names."""

import pytest

from hub.content.models import Tag
from hub.namespaces.models import Namespace
from hub.repositories.models import Repository
from tests.clients.images import KIB, layer

pytestmark = pytest.mark.one_pair

QUOTA = "alice has used 1 of 1 private repositories. Make one public, or ask for more."


def tags_of(full_name):
    found = Tag.objects.filter(repository__full_name=full_name)
    return dict(found.values_list("name", "manifest__digest"))


def make_pushes_private(name):
    Namespace.objects.filter(name=name).update(pushes_are_private=True)


def test_it_pushes_an_image(alice, registry, build):
    content = layer(300 * KIB)
    image = build(f"{registry}/alice/app:1.0", layers=[content])

    with registry.watch() as seen:
        pushed = alice("push", image)

    assert f"1.0: digest: {tags_of('alice/app')['1.0']}" in pushed.stdout
    assert content.size < seen.blob_bytes < content.size * 1.1


def test_it_pushes_an_image_of_many_layers(alice, registry, build):
    layers = [layer(4 * KIB) for _ in range(20)]
    image = build(f"{registry}/alice/app:1.0", layers=layers)

    alice("push", image)
    alice("rmi", image)
    alice("pull", image)

    assert tags_of("alice/app")


def test_no_tag_means_latest(alice, registry, build):
    image = build(f"{registry}/alice/app:latest").removesuffix(":latest")

    alice("push", image)

    assert list(tags_of("alice/app")) == ["latest"]


def test_many_tags_stand_on_one_image(alice, registry, build):
    names = [f"{registry}/alice/app:{tag}" for tag in ("1.0", "1.0.3", "latest")]
    build(*names)

    alice("push", "--all-tags", f"{registry}/alice/app")

    tags = tags_of("alice/app")
    assert set(tags) == {"1.0", "1.0.3", "latest"}
    assert len(set(tags.values())) == 1


def test_a_tag_moves_to_the_last_push(alice, registry, build):
    image = build(f"{registry}/alice/app:1.0")
    alice("push", image)
    before = tags_of("alice/app")["1.0"]

    build(image)
    alice("push", image)

    assert tags_of("alice/app")["1.0"] != before


@pytest.mark.parametrize("is_private", [False, True])
def test_a_push_creates_the_repository_as_its_namespace_says(
    docker_of, world, registry, build, is_private
):
    Namespace.objects.filter(name="bob").update(pushes_are_private=is_private)
    image = build(f"{registry}/bob/new-one:1.0")

    docker_of("bob")("push", image)

    assert Repository.objects.get(full_name="bob/new-one").is_private is is_private
    assert tags_of("bob/new-one")


def test_it_refuses_a_second_private_repository(alice, registry, build):
    make_pushes_private("alice")
    image = build(f"{registry}/alice/second:1.0")

    with registry.watch() as seen:
        refused = alice("push", image, check=False)

    assert refused.returncode == 1
    assert QUOTA in refused.stderr
    assert len(seen.of("POST", "/blobs/uploads/")) == 1
    assert not Repository.objects.filter(full_name="alice/second").exists()


@pytest.mark.parametrize("name", ["alice/app", "alice/notes", "alice/missing"])
def test_it_refuses_a_stranger_at_once_and_in_one_way(
    docker_of, world, registry, build, name
):
    charlie = docker_of("charlie")
    image = build(f"{registry}/{name}:1.0")

    with registry.watch() as seen:
        refused = charlie("push", image, check=False)

    assert refused.returncode == 1
    assert (
        f"charlie may not push to {name} with this login. "
        "Ask its owner, or use a name that begins with charlie/." in refused.stderr
    )
    assert len(seen.of("POST", "/blobs/uploads/")) <= 1
    assert seen.blob_bytes == 0
    assert not Repository.objects.filter(full_name="alice/missing").exists()


def test_it_asks_who_did_not_log_in_to_do_so(docker, world, registry, build):
    image = build(f"{registry}/alice/app:1.0")

    refused = docker("push", image, check=False)

    assert refused.returncode == 1
    assert "Log in to push to alice/app." in refused.stderr


def test_a_collaborator_who_may_write_pushes(docker_of, world, registry, build):
    image = build(f"{registry}/alice/notes:1.0")

    docker_of("bob")("push", image)

    assert tags_of("alice/notes")


def test_a_collaborator_who_may_read_does_not(docker_of, world, registry, build):
    world.notes.grants.filter(user=world.bob).update(role="read")
    image = build(f"{registry}/alice/notes:1.0")

    refused = docker_of("bob")("push", image, check=False)

    assert "bob may not push to alice/notes with this login." in refused.stderr
    assert not tags_of("alice/notes")


def test_staff_push_official_images_under_one_word(docker_of, world, registry, build):
    type(world.alice).objects.filter(username="alice").update(is_staff=True)
    image = build(f"{registry}/nginx:1.0")

    docker_of("alice")("push", image)

    assert tags_of("library/nginx")


def test_nobody_else_pushes_official_images(alice, registry, build):
    image = build(f"{registry}/nginx:1.0")

    refused = alice("push", image, check=False)

    assert "alice may not push to nginx with this login." in refused.stderr
    assert not Repository.objects.filter(full_name="library/nginx").exists()
