"""With two-factor on a password lets nobody in but at the pages."""

import pytest

from hub.accounts import access_tokens, credentials, docker_logins, services
from hub.accounts.errors import AccessTokenNeeded, CredentialsRefused, TooManyTries
from hub.accounts.models import DockerLogin, Scope, User
from hub.events.models import Event
from hub.limits import Rate
from hub.limits.models import Counter
from tests.world import PASSWORD, by, person

pytestmark = pytest.mark.django_db

HERE = credentials.Client("192.0.2.1", "docker/28.0 linux")


@pytest.fixture
def alice():
    return person("alice")


def switch(user, is_on):
    services.set_two_factor(user=user, is_on=is_on, by=by(user))


def verify(secret=PASSWORD, name="alice"):
    return credentials.verify(name=name, secret=secret, client=HERE)


def log_in(secret=PASSWORD):
    return docker_logins.create_docker_login(credential=verify(secret), client=HERE)


def token_of(user):
    return access_tokens.create_access_token(user=user, label="ci", scope=Scope.WRITE)[
        1
    ]


def test_it_refuses_the_right_password(alice):
    switch(alice, True)

    for name in ("alice", "ALICE", "alice@mail.example"):
        with pytest.raises(AccessTokenNeeded):
            verify(name=name)


@pytest.mark.parametrize("secret", ["", "wrong", PASSWORD + " ", "berth_pat_forged"])
def test_a_wrong_one_is_refused_as_always(alice, secret):
    switch(alice, True)

    with pytest.raises(CredentialsRefused) as refused:
        verify(secret)

    assert type(refused.value) is CredentialsRefused


def test_the_right_password_is_no_failure(alice):
    switch(alice, True)

    for _ in range(3):
        with pytest.raises(AccessTokenNeeded):
            verify()

    assert not Counter.objects.exists()


def test_wrong_ones_are_counted_as_always(alice, settings):
    settings.HUB_LIMIT_SIGN_IN = Rate(2, 900)
    switch(alice, True)
    for number in range(2):
        with pytest.raises(CredentialsRefused):
            verify(f"wrong-{number}")

    with pytest.raises(TooManyTries):
        verify()


def test_a_docker_login_made_with_the_password_stops(alice):
    login = log_in()
    switch(alice, True)

    with pytest.raises(AccessTokenNeeded):
        docker_logins.verify_docker_login(secret=login, client=HERE)


def test_what_it_stopped_does_not_come_back(alice):
    login = log_in()
    switch(alice, True)
    switch(alice, False)

    with pytest.raises(CredentialsRefused):
        docker_logins.verify_docker_login(secret=login, client=HERE)
    assert verify().name == "password"


def test_access_tokens_and_their_logins_go_on(alice):
    secret = token_of(alice)
    login = log_in(secret)
    switch(alice, True)

    assert verify(secret).scope == Scope.WRITE
    assert docker_logins.verify_docker_login(secret=login, client=HERE)
    assert log_in(secret)

    switch(alice, False)
    assert DockerLogin.objects.live().count() == 2


def test_the_pages_take_the_password(alice):
    switch(alice, True)

    user = credentials.verify_password(name="alice", secret=PASSWORD, client=HERE)
    assert user == alice


def test_it_is_remembered_who_switched_it(alice):
    for is_on in (True, True, False):
        switch(alice, is_on)

    events = Event.objects.filter(kind="account.two_factor").order_by("pk")
    assert [event.data["is_on"] for event in events] == [True, False]
    assert not User.objects.get().has_two_factor
