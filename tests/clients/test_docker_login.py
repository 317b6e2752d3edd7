"""docker login: who gets in, and what docker keeps of it."""

import base64
import json

import pytest

from hub.accounts import access_tokens, organisation_tokens
from hub.accounts import services as accounts
from hub.accounts.models import Scope
from hub.content.models import Tag
from tests.services.docker import Docker
from tests.world import PASSWORD, by

pytestmark = pytest.mark.one_pair


def log_in(docker, registry, name, secret):
    return docker(
        "login",
        "-u",
        name,
        "--password-stdin",
        registry,
        input=secret,
        check=False,
    )


def kept(docker, registry):
    """What docker's configuration holds for the registry."""
    configuration = json.loads((docker.folder / "config.json").read_text())
    return configuration["auths"].get(registry.host, {})


@pytest.mark.parametrize("secret", ["not-her-password", "berth_pat_nonsense"])
def test_it_refuses_a_wrong_secret(docker, registry, world, secret):
    refused = log_in(docker, registry, "alice", secret)

    assert refused.returncode == 1
    assert "unauthorized: incorrect username or password" in refused.stderr
    assert not (docker.folder / "config.json").exists()


def test_it_refuses_a_name_nobody_has_in_the_same_words(docker, registry, world):
    nobody = log_in(docker, registry, "nobody", PASSWORD)
    alice = log_in(docker, registry, "alice", "not-her-password")

    assert nobody.returncode == 1
    assert nobody.stderr == alice.stderr


def test_it_refuses_an_access_token_under_another_name(
    docker, registry, world, token_of
):
    _, secret = token_of(world.alice, Scope.READ)

    assert log_in(docker, registry, "bob", secret).returncode == 1


def test_it_refuses_somebody_who_was_deactivated(docker, registry, world):
    accounts.deactivate(user=world.charlie, by=by(world.alice))

    assert log_in(docker, registry, "charlie", PASSWORD).returncode == 1


def test_it_slows_down_who_guesses(docker, registry, world, settings):
    answers = [
        log_in(docker, registry, "alice", f"guess number {n}")
        for n in range(settings.HUB_LIMIT_SIGN_IN.limit + 1)
    ]

    assert "too many" in answers[-1].stderr.lower()


@pytest.mark.parametrize("name", ["alice", "Alice", "alice@mail.example"])
def test_it_logs_in_by_name_and_by_email(docker, registry, world, build, name):
    image = build(f"{registry}/alice/app:1.0")

    entered = log_in(docker, registry, name, PASSWORD)
    docker("push", image)

    assert "Login Succeeded" in entered.stdout
    assert Tag.objects.filter(repository=world.app, name="1.0").exists()


def test_a_password_may_hold_any_sign(docker, registry, world):
    secret = "fähre: um 9:00 ⛴"
    accounts.set_password(user=world.alice, password=secret, by=by(world.alice))

    assert "Login Succeeded" in log_in(docker, registry, "alice", secret).stdout


def test_docker_keeps_no_password(alice, registry):
    entry = kept(alice, registry)

    assert base64.b64decode(entry["auth"]) == b"alice:"
    assert entry["identitytoken"].startswith("berth_ref_")
    assert PASSWORD not in (alice.folder / "config.json").read_text()


def test_docker_keeps_no_access_token(docker_of, registry, world, token_of):
    _, secret = token_of(world.alice, Scope.WRITE)

    docker = docker_of("alice", secret)

    assert kept(docker, registry)["identitytoken"].startswith("berth_ref_")
    assert secret not in (docker.folder / "config.json").read_text()


def test_it_forgets_at_logout(alice, registry, build):
    image = build(f"{registry}/alice/app:1.0")

    alice("logout", registry)
    refused = alice("push", image, check=False)

    assert kept(alice, registry) == {}
    assert refused.returncode == 1
    assert "Log in to push to alice/app." in refused.stderr


def test_a_revoked_access_token_ends_the_login(
    docker_of, registry, world, token_of, build
):
    image = build(f"{registry}/alice/app:1.0")
    token, secret = token_of(world.alice, Scope.WRITE)
    docker = docker_of("alice", secret)
    docker("push", image)

    access_tokens.revoke_access_token(token=token, by=by(world.alice))
    refused = docker("push", image, check=False)

    assert refused.returncode == 1
    assert "incorrect username or password" in refused.stderr


def test_a_new_password_ends_the_login(alice, registry, world, build):
    image = build(f"{registry}/alice/app:1.0")

    accounts.set_password(
        user=world.alice, password="another-timetable-7", by=by(world.alice)
    )

    assert alice("push", image, check=False).returncode == 1


def test_a_token_for_reading_pulls_and_does_not_push(
    docker_of, registry, world, token_of, alice, build
):
    image = build(f"{registry}/alice/notes:1.0")
    alice("push", image)
    alice("rmi", image)
    _, secret = token_of(world.bob, Scope.READ)
    bob = docker_of("bob", secret)

    bob("pull", image)
    refused = bob("push", image, check=False)

    assert "bob may not push to alice/notes with this login." in refused.stderr


@pytest.mark.parametrize("program", Docker.programs(), ids=str)
def test_every_docker_here_logs_in(dockerd, registry, world, tmp_path, build, program):
    docker = Docker(dockerd, tmp_path / "config", program=program)
    image = build(f"{registry}/alice/app:1.0")

    log_in(docker, registry, "alice", PASSWORD)
    docker("push", image)

    assert kept(docker, registry)["identitytoken"]
    assert Tag.objects.filter(repository=world.app, name="1.0").exists()


def test_it_logs_in_as_an_organisation(docker, registry, world, harbour, build):
    image = build(f"{registry}/harbour/web:1.0")
    _, secret = organisation_tokens.create(
        organisation=harbour.organisation,
        label="ci",
        scope=Scope.WRITE,
        repositories=["harbour/*"],
        by=by(world.alice),
    )

    entered = log_in(docker, registry, "harbour", secret)
    docker("push", image)

    assert "Login Succeeded" in entered.stdout
    assert Tag.objects.get(repository__full_name="harbour/web").name == "1.0"
