"""Pulling with docker: everybody what is public, and nobody else what is private."""

import pytest

from hub.content import tags
from hub.repositories import services as repositories
from tests.clients.images import layer
from tests.world import by

pytestmark = pytest.mark.one_pair


@pytest.fixture
def pushed(alice, build, registry):
    """An image that Alice pushed and this machine has not kept: `pushed("alice/app:1.0")`; answers its id."""

    def push(*names):
        images = [f"{registry}/{name}" for name in names]
        build(*images, layers=[layer(), layer()])
        identity = id_of(alice, images[0])
        for image in images:
            alice("push", image)
        alice("rmi", *images)
        return identity

    return push


def id_of(docker, image):
    return docker("image", "inspect", "--format", "{{.Id}}", image).stdout


def test_anybody_pulls_what_is_public(docker, registry, pushed):
    image = f"{registry}/alice/app:1.0"
    identity = pushed("alice/app:1.0")

    docker("pull", image)

    assert id_of(docker, image) == identity


def test_to_strangers_what_is_private_is_missing(docker, docker_of, registry, pushed):
    pushed("alice/notes:1.0")

    for stranger in (docker, docker_of("charlie")):
        private = stranger("pull", f"{registry}/alice/notes:1.0", check=False)
        missing = stranger("pull", f"{registry}/alice/nothing:1.0", check=False)

        assert private.returncode == missing.returncode == 1
        assert private.stderr.replace("notes", "nothing") == missing.stderr
        assert private.stdout == missing.stdout == ""


def test_a_collaborator_pulls_what_is_private(docker_of, registry, world, pushed):
    world.notes.grants.filter(user=world.bob).update(role="read")
    pushed("alice/notes:1.0")

    docker_of("bob")("pull", f"{registry}/alice/notes:1.0")


def test_what_was_made_private_is_missing_at_once(docker, registry, world, pushed):
    repositories.make_public(repository=world.notes, by=by(world.alice))
    pushed("alice/app:1.0")
    docker("pull", f"{registry}/alice/app:1.0")

    repositories.make_private(repository=world.app, by=by(world.alice))

    assert docker("pull", f"{registry}/alice/app:1.0", check=False).returncode == 1


def test_it_pulls_by_digest(docker, registry, world, pushed):
    identity = pushed("alice/app:1.0")
    digest = world.app.tags.get(name="1.0").manifest.digest

    docker("pull", f"{registry}/alice/app@{digest}")

    assert id_of(docker, f"{registry}/alice/app@{digest}") == identity


def test_it_pulls_all_tags(docker, registry, pushed):
    pushed("alice/app:1.0", "alice/app:latest")
    pushed("alice/app:2.0")

    docker("pull", "--all-tags", f"{registry}/alice/app")

    listed = docker("images", "--format", "{{.Tag}}", f"{registry}/alice/app").stdout
    assert set(listed.split()) == {"1.0", "2.0", "latest"}


def test_one_word_is_an_official_image(docker, registry, world, pushed):
    type(world.alice).objects.filter(username="alice").update(is_staff=True)
    identity = pushed("nginx:1.0")

    for name in ("nginx", "library/nginx"):
        docker("pull", f"{registry}/{name}:1.0")
        assert id_of(docker, f"{registry}/{name}:1.0") == identity


def test_a_deleted_tag_is_pulled_no_more(docker, registry, world, pushed):
    pushed("alice/app:1.0")

    tags.delete(repository=world.app, name="1.0", by=by(world.alice))
    refused = docker("pull", f"{registry}/alice/app:1.0", check=False)

    assert refused.returncode == 1
    assert "manifest unknown" in refused.stderr


def test_a_deleted_repository_is_pulled_no_more(docker, registry, world, pushed):
    pushed("alice/app:1.0")

    repositories.delete(repository=world.app, by=by(world.alice))

    assert docker("pull", f"{registry}/alice/app:1.0", check=False).returncode == 1
