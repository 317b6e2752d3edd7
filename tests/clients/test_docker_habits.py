"""What docker makes of the hub's habits: the sentences that it prints, and what goes on working."""

import pytest

from hub.accounts import access_tokens
from hub.accounts import services as accounts
from hub.accounts.models import Scope
from hub.content.models import Tag
from hub.repositories import services
from tests.images import image, push
from tests.services.docker import Docker
from tests.world import PASSWORD, by

pytestmark = pytest.mark.one_pair

TWO_FACTOR = "Two-factor sign-in is on, so an access token is needed here. Make one at"


@pytest.fixture(params=Docker.programs(), ids=str)
def log_in(request, dockerd, registry, tmp_path):
    """Every docker that is here, of somebody who logs in: `log_in("alice")`."""

    def log_in(name, secret=PASSWORD, check=True):
        docker = Docker(dockerd, tmp_path / f"of-{name}", program=request.param)
        login = ("login", "-u", name, "--password-stdin", registry)
        return docker, docker(*login, input=secret, check=check)

    return log_in


def refused(docker, *arguments):
    finished = docker(*arguments, check=False)
    assert finished.returncode == 1, finished.stdout
    return finished.stderr


def test_an_archived_repository_takes_no_push(log_in, registry, world, build):
    docker, _ = log_in("alice")
    name = build(f"{registry}/alice/app:1.0")
    docker("push", name)
    services.archive(repository=world.app, by=by(world.alice))

    with registry.watch() as seen:
        said = refused(docker, "push", build(f"{registry}/alice/app:1.1"))

    assert "alice/app is archived. Its owner can take it out of the archive." in said
    assert len(seen.of("POST", "/blobs/uploads/")) == 1
    assert not Tag.objects.filter(name="1.1").exists()
    docker("pull", name)


def test_an_old_name_is_pulled_and_takes_no_push(log_in, registry, world, build):
    docker, _ = log_in("alice")
    old = build(f"{registry}/alice/notes:1.0")
    docker("push", old)
    docker("rmi", old)
    services.rename(repository=world.notes, name="diary", by=by(world.alice))

    docker("pull", old)
    said = refused(docker, "push", old)

    assert "alice/notes is now alice/diary. Use that name." in said
    docker("tag", old, f"{registry}/alice/diary:1.1")
    docker("push", f"{registry}/alice/diary:1.1")


def test_two_factor_wants_an_access_token(log_in, registry, world, build):
    docker, _ = log_in("alice")
    name = build(f"{registry}/alice/app:1.0")
    accounts.set_two_factor(user=world.alice, is_on=True, by=by(world.alice))

    assert TWO_FACTOR in refused(docker, "push", name)
    _, again = log_in("alice", check=False)
    assert again.returncode == 1
    assert TWO_FACTOR in again.stderr
    assert "/account/tokens/ and log in with it as the password." in again.stderr

    token = access_tokens.create_access_token(
        user=world.alice, label="laptop", scope=Scope.WRITE
    )
    log_in("alice", token[1])
    docker("push", name)


def test_a_limit_of_pulls_is_said(dockerd, start_hub, world, tmp_path):
    push(world.app, image(), tag="1.0", by=by(world.alice))
    hub = start_hub(HUB_PULL_LIMIT_ANONYMOUS="0/6h")
    docker = Docker(dockerd, tmp_path / "nobody")

    said = refused(docker, "pull", f"{hub.host}/alice/app:1.0")

    assert "may pull 0 times in 6 h. Log in, or try again in 6 h." in said
