import pytest
from django.conf import settings

from hub.accounts import access_tokens
from tests.clients.images import Layout, docker_archive, layer
from tests.clients.recorder import Recorder
from tests.world import PASSWORD


@pytest.fixture
def registry(hub):
    """The hub by another name, and what it receives. Each test has its own: docker remembers what a name has."""
    recorder = Recorder(settings.HUB_PORT).start()
    yield recorder
    recorder.stop()


@pytest.fixture
def client_of(registry, world, tmp_path):
    """A program of somebody who logged in: `client_of(Crane, "alice")`; `client_of(Crane)` is nobody's."""

    def make(kind, name="", secret=PASSWORD, **options):
        folder = tmp_path / f"{kind.__name__}-of-{name or 'nobody'}"
        client = kind(folder, registry=registry, **options)
        return client.log_in(name, secret) if name else client

    return make


@pytest.fixture
def layout(tmp_path):
    return Layout(tmp_path / "layout")


@pytest.fixture
def docker_of(dockerd, registry, tmp_path):
    """The command `docker` of somebody who logged in: `docker_of("bob")`."""
    from tests.services.docker import Docker

    def log_in(name, secret=PASSWORD):
        docker = Docker(dockerd, tmp_path / f"docker-of-{name}")
        docker("login", "-u", name, "--password-stdin", registry, input=secret)
        return docker

    return log_in


@pytest.fixture
def alice(world, docker_of):
    """Alice's docker."""
    return docker_of("alice")


@pytest.fixture
def build(docker):
    """Put an image into the daemon, as a build would: `build(name, layers=[base, mine])`."""

    def build(*names, layers=None):
        content = docker_archive(*(layers or [layer()]), names=names)
        docker("load", input=content)
        return names[0]

    return build


@pytest.fixture
def token_of(world):
    """A person's access token: `token_of(world.bob, Scope.READ)`."""

    def make(user, scope):
        return access_tokens.create_access_token(user=user, label="ci", scope=scope)

    return make
