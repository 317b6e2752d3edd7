"""Layers that are there already do not travel again. What counts is the bytes that the hub received."""

import pytest

from hub.repositories.models import Repository
from tests.clients.images import KIB, layer

pytestmark = pytest.mark.one_pair

BASE = 400 * KIB
# A config, and what HTTP adds; far less than any layer here.
SMALL = 16 * KIB


def test_a_second_push_sends_no_layer(alice, registry, build):
    image = build(f"{registry}/alice/app:1.0", layers=[layer(BASE)])
    alice("push", image)

    with registry.watch() as seen:
        again = alice("push", image)

    assert "Layer already exists" in again.stdout
    assert seen.blob_bytes == 0


def test_another_tag_of_an_image_sends_no_layer(alice, registry, build):
    build(*(f"{registry}/alice/app:{tag}" for tag in "ab"), layers=[layer(BASE)])
    alice("push", f"{registry}/alice/app:a")

    with registry.watch() as seen:
        alice("push", f"{registry}/alice/app:b")

    assert seen.blob_bytes == 0


def test_only_the_new_layer_of_an_image_travels(alice, registry, build):
    base, mine = layer(BASE), layer(50 * KIB)
    alice("push", build(f"{registry}/alice/app:1.0", layers=[base]))

    with registry.watch() as seen:
        pushed = alice("push", build(f"{registry}/alice/app:1.1", layers=[base, mine]))

    assert "Layer already exists" in pushed.stdout
    assert mine.size < seen.blob_bytes < mine.size + SMALL


def test_a_layer_of_another_repository_is_mounted(alice, registry, build):
    base = layer(BASE)
    alice("push", build(f"{registry}/alice/base:1.0", layers=[base]))

    with registry.watch() as seen:
        pushed = alice("push", build(f"{registry}/alice/app:1.0", layers=[base]))

    assert "Mounted from alice/base" in pushed.stdout
    assert seen.blob_bytes < SMALL
    assert_it_is_whole(alice, f"{registry}/alice/app:1.0")


def test_a_public_layer_of_somebody_else_is_mounted(alice, docker_of, registry, build):
    base = layer(BASE)
    alice("push", build(f"{registry}/alice/app:1.0", layers=[base]))

    with registry.watch() as seen:
        image = build(f"{registry}/charlie/app:1.0", layers=[base])
        pushed = docker_of("charlie")("push", image)

    assert "Mounted from alice/app" in pushed.stdout
    assert seen.blob_bytes < SMALL


def test_a_layer_one_may_not_read_has_to_be_sent(alice, docker_of, registry, build):
    base = layer(BASE)
    alice("push", build(f"{registry}/alice/notes:1.0", layers=[base]))

    with registry.watch() as seen:
        image = build(f"{registry}/charlie/app:1.0", layers=[base])
        pushed = docker_of("charlie")("push", image)

    assert seen.of("POST", "/v2/charlie/app/blobs/uploads/")[0].query
    assert "Mounted" not in pushed.stdout
    assert seen.blob_bytes > base.size


def test_a_mount_may_create_the_repository(alice, registry, build):
    base = layer(BASE)
    alice("push", build(f"{registry}/alice/base:1.0", layers=[base]))

    pushed = alice("push", build(f"{registry}/alice/derived:1.0", layers=[base]))

    assert "Mounted from alice/base" in pushed.stdout
    assert Repository.objects.filter(full_name="alice/derived").exists()


def assert_it_is_whole(docker, image):
    docker("rmi", "--force", image)
    docker("pull", image)
