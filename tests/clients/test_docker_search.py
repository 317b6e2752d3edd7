"""docker search: what a terminal finds, for nobody in particular and for somebody who logged in."""

import pytest

from hub.accounts.models import Scope
from tests.images import image, push
from tests.services.docker import Docker
from tests.world import PASSWORD, by, repository

pytestmark = pytest.mark.one_pair


@pytest.fixture
def pushed(world):
    for one in (world.app, world.notes):
        push(one, image(one.name), by=by(world.alice), tag="1.0")
    push(repository("charlie/app-of-mine"), image("c"), by=by(world.charlie), tag="1")


def search(docker, registry, words):
    """Names in the order of the table."""
    found = docker("search", "--format", "{{.Name}}", f"{registry}/{words}").stdout
    return found.replace(f"{registry}/", "").split()


def test_anybody_finds_what_is_public(docker, registry, pushed):
    assert search(docker, registry, "app") == ["alice/app", "charlie/app-of-mine"]


def test_it_finds_by_description_and_by_beginnings(docker, registry, pushed):
    for words in ("ferry", "timeta"):
        assert search(docker, registry, words) == ["alice/app"]


def test_it_finds_nothing_private_for_others(docker, docker_of, registry, pushed):
    for stranger in (docker, docker_of("charlie")):
        assert search(stranger, registry, "notes") == []


@pytest.mark.parametrize("person", ["alice", "bob"])
def test_it_finds_what_is_private_for_those_who_may_read_it(
    docker_of, registry, pushed, person
):
    assert search(docker_of(person), registry, "notes") == ["alice/notes"]


def test_a_token_for_public_reading_finds_nothing_private(
    docker_of, registry, world, pushed, token_of
):
    _, secret = token_of(world.alice, Scope.PUBLIC_READ)

    assert search(docker_of("alice", secret), registry, "notes") == []


def test_it_finds_no_empty_repository_of_others(docker, registry, world):
    assert search(docker, registry, "app") == []


def test_it_shows_descriptions_and_keeps_to_its_limit(docker, registry, pushed):
    found = docker(
        "search", "--limit", "1", "--format", "{{.Description}}", f"{registry}/app"
    )

    assert found.stdout.strip() == "Web front end for the ferry timetable"


@pytest.mark.parametrize("program", Docker.programs(), ids=str)
def test_every_docker_here_searches_what_is_mine(
    dockerd, registry, pushed, tmp_path, program
):
    docker = Docker(dockerd, tmp_path / "config", program=program)
    docker("login", "-u", "alice", "--password-stdin", registry, input=PASSWORD)

    assert search(docker, registry, "notes") == ["alice/notes"]
