"""Proving who one is, with a password or an access token."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from hub.accounts import access_tokens, credentials, services
from hub.accounts.errors import (
    AccountSuspended,
    CredentialsRefused,
    EmailUnconfirmed,
    TooManyTries,
)
from hub.accounts.models import AccessToken, Scope, User
from hub.limits import Rate
from tests.world import PASSWORD, by, person

pytestmark = pytest.mark.django_db

HERE = credentials.Client("192.0.2.1", "docker/28.0 linux")
ELSEWHERE = credentials.Client("192.0.2.2")


@pytest.fixture
def alice():
    return person("alice")


def verify(name, secret, client=HERE):
    return credentials.verify(name=name, secret=secret, client=client)


def token_of(user, **options):
    options = {"label": "ci", "scope": Scope.READ} | options
    return access_tokens.create_access_token(user=user, **options)


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("alice", "wrong"),
        ("alice", ""),
        ("nobody", PASSWORD),
        ("", PASSWORD),
        ("alice\x00", PASSWORD),
        ("1" + "0" * 30, PASSWORD),
        ("a" * 5000, PASSWORD),
        ("alice", "berth_pat_forged"),
        ("alice", "x" * 100_000),
        ("alice", "\x00"),
    ],
)
def test_it_refuses_what_does_not_match(alice, name, secret):
    with pytest.raises(CredentialsRefused):
        verify(name, secret)


def test_it_refuses_whoever_was_deactivated(alice):
    _token, secret = token_of(alice)
    services.deactivate(user=alice, by=by(alice), reason="Spam.")

    for right in (PASSWORD, secret):
        with pytest.raises(AccountSuspended, match="suspended: Spam. Ask the people"):
            verify("alice", right)
    with pytest.raises(CredentialsRefused) as refused:
        verify("alice", "not-hers")
    assert refused.type is CredentialsRefused


def test_it_refuses_somebody_elses_token(alice):
    _token, secret = token_of(person("bob"))

    with pytest.raises(CredentialsRefused):
        verify("alice", secret)


def test_it_refuses_a_revoked_and_an_expired_token(alice):
    revoked, first = token_of(alice)
    expired, second = token_of(alice, expires_in=timedelta(days=1))
    access_tokens.revoke_access_token(token=revoked, by=by(alice))
    past = timezone.now() - timedelta(seconds=1)
    AccessToken.objects.filter(pk=expired.pk).update(expires_at=past)

    for secret in (first, second):
        with pytest.raises(CredentialsRefused):
            verify("alice", secret)


def test_an_access_token_does_not_open_the_pages(alice):
    _token, secret = token_of(alice, scope=Scope.ADMIN)

    with pytest.raises(CredentialsRefused):
        credentials.verify_password(name="alice", secret=secret, client=HERE)


def test_a_password_wants_a_confirmed_address_where_there_is_mail(alice, settings):
    settings.HAS_MAIL = True
    _token, secret = token_of(alice)

    with pytest.raises(EmailUnconfirmed):
        verify("alice", PASSWORD)
    assert verify("alice", secret)

    EmailAddress.objects.filter(user=alice).update(verified=True)
    assert verify("alice", PASSWORD)


@pytest.mark.parametrize("name", ["alice", "ALICE", " alice ", "Alice@Mail.example"])
def test_a_password_goes_with_name_and_address_in_any_case(alice, name):
    credential = verify(name, PASSWORD)

    assert credential.user == alice
    assert (credential.name, credential.scope) == ("password", Scope.ADMIN)


def test_a_token_carries_its_scope_and_remembers_its_use(alice):
    token, secret = token_of(alice, scope=Scope.WRITE)

    credential = verify("alice@mail.example", secret)

    token.refresh_from_db()
    assert (credential.name, credential.scope) == (f"token:{token.pk}", Scope.WRITE)
    assert token.last_used_address == HERE.address
    assert token.last_used_client == HERE.agent


@pytest.fixture
def three_tries(settings):
    settings.HUB_LIMIT_SIGN_IN = Rate(3, 900)


@pytest.mark.parametrize("name", ["alice", "nobody"])
def test_tries_end_for_a_name_that_exists_and_one_that_does_not(
    alice, three_tries, name
):
    for number in range(3):
        with pytest.raises(CredentialsRefused):
            verify(name, f"wrong {number}")

    with pytest.raises(TooManyTries) as refused:
        verify(name, PASSWORD)

    assert 0 < refused.value.retry_after <= 900
    assert "Wait 15 min" in str(refused.value)


def test_name_and_address_are_one_account_to_the_count(alice, three_tries):
    for number, name in enumerate(["alice", "ALICE", "alice@mail.example"]):
        with pytest.raises(CredentialsRefused):
            verify(name, f"wrong {number}")

    with pytest.raises(TooManyTries):
        verify("alice", PASSWORD)


def test_the_owner_gets_in_from_another_address(alice, three_tries):
    for number in range(3):
        with pytest.raises(CredentialsRefused):
            verify("alice", f"wrong {number}")

    assert verify("alice", PASSWORD, ELSEWHERE).user == alice


def test_pages_and_docker_count_together(alice, three_tries):
    for number in range(3):
        with pytest.raises(CredentialsRefused):
            credentials.verify_password(name="alice", secret=f"w{number}", client=HERE)

    with pytest.raises(TooManyTries):
        verify("alice", PASSWORD)


def test_the_right_password_begins_the_count_anew(alice, three_tries):
    for number in range(8):
        with pytest.raises(CredentialsRefused):
            verify("alice", f"wrong {number}")
        assert verify("alice", PASSWORD).user == alice


def test_a_password_of_the_greatest_length_is_not_cut(alice):
    longest = "ferry " * 170 + "!" * 4
    assert len(longest) == 1024
    services.set_password(user=alice, password=longest, by=by(alice))

    assert verify("alice", longest)
    with pytest.raises(CredentialsRefused):
        verify("alice", longest + "!")
    assert User.objects.get(pk=alice.pk).check_password(longest)
