"""What docker keeps instead of a password, and what ends it."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from hub.accounts import access_tokens, credentials, docker_logins, services
from hub.accounts.errors import CredentialsRefused
from hub.accounts.models import AccessToken, DockerLogin, Scope, User
from tests.world import PASSWORD, by, person

pytestmark = pytest.mark.django_db

HERE = credentials.Client("192.0.2.1", "docker/28.0 linux")


@pytest.fixture
def alice():
    return person("alice")


def log_in(secret=PASSWORD):
    credential = credentials.verify(name="alice", secret=secret, client=HERE)
    return docker_logins.create_docker_login(credential=credential, client=HERE)


def verify(secret):
    return docker_logins.verify_docker_login(secret=secret, client=HERE)


@pytest.mark.parametrize("secret", ["", "x", "\x00", "berth_ref_", "é" * 5000])
def test_it_refuses_what_was_never_given(alice, secret):
    with pytest.raises(CredentialsRefused):
        verify(secret)


def revoke(user):
    login = DockerLogin.objects.get()
    docker_logins.revoke_docker_login(login=login, by=by(user))


def change_password(user):
    services.set_password(user=user, password="another-ferry-7", by=by(user))


def deactivate(user):
    services.deactivate(user=user, by=by(user))


def leave_idle(user):
    long_ago = timezone.now() - timedelta(days=91)
    DockerLogin.objects.update(last_used_at=long_ago)


@pytest.mark.parametrize("end", [revoke, change_password, deactivate, leave_idle])
def test_it_ends_with(alice, end):
    secret = log_in()
    assert verify(secret)

    end(alice)

    with pytest.raises(CredentialsRefused):
        verify(secret)


def test_activating_somebody_again_brings_no_login_back(alice):
    secret = log_in()
    services.deactivate(user=alice, by=by(alice))
    services.activate(user=alice, by=by(alice))

    with pytest.raises(CredentialsRefused):
        verify(secret)
    assert credentials.verify(name="alice", secret=PASSWORD, client=HERE)


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
    ],
    ids=["revoked", "expired"],
)
def test_it_dies_with_the_token_it_came_from(alice, change):
    token, secret = access_tokens.create_access_token(
        user=alice, label="ci", scope=Scope.WRITE
    )
    login = log_in(secret)
    assert verify(login).scope == Scope.WRITE

    AccessToken.objects.filter(pk=token.pk).update(**change)

    with pytest.raises(CredentialsRefused):
        verify(login)


def test_a_password_change_leaves_access_tokens_alone(alice):
    _token, secret = access_tokens.create_access_token(
        user=alice, label="ci", scope=Scope.READ
    )

    change_password(alice)

    assert credentials.verify(name="alice", secret=secret, client=HERE)


def test_upgrading_a_hash_is_no_password_change(alice):
    secret = log_in()
    older = make_password(PASSWORD, hasher="pbkdf2_sha256")
    User.objects.filter(pk=alice.pk).update(password=older)

    credentials.verify(name="alice", secret=PASSWORD, client=HERE)

    assert User.objects.get(pk=alice.pk).password.startswith("argon2")
    assert verify(secret)


def test_of_too_many_the_oldest_go(alice, monkeypatch):
    monkeypatch.setattr(docker_logins, "DOCKER_LOGINS_A_CREDENTIAL", 3)
    secrets = [log_in() for _ in range(5)]

    for secret in secrets[:2]:
        with pytest.raises(CredentialsRefused):
            verify(secret)
    assert all(verify(secret) for secret in secrets[2:])


def test_ended_ones_are_deleted_in_time(alice):
    log_in()
    leave_idle(alice)

    docker_logins.delete_ended()

    assert not DockerLogin.objects.exists()
