"""The addresses of a person: one is primary, each is somebody's only once it is confirmed."""

import pytest
from allauth.account.models import EmailAddress

from hub.accounts import credentials, emails, services
from hub.accounts.errors import (
    CredentialsRefused,
    EmailKept,
    EmailTaken,
    EmailUnconfirmed,
    TooManyAddresses,
)
from hub.accounts.models import User
from tests.world import PASSWORD, by, person

pytestmark = pytest.mark.django_db

NEW = "new@mail.example"


@pytest.fixture
def alice():
    return person("alice", is_email_confirmed=True)


@pytest.fixture
def bob():
    return person("bob")


@pytest.fixture(autouse=True)
def with_mail(settings):
    settings.HAS_MAIL = True
    return settings


def addresses(user):
    """All that allauth knows, and what the person's own row says: always in step."""
    rows = emails.of_user(user)
    assert User.objects.get(pk=user.pk).email == rows.get(primary=True).email
    return [(row.email, row.primary, row.verified) for row in rows]


def add(user, email=NEW):
    return emails.add(user=user, email=email, by=by(user))


def confirm(address):
    emails.confirm(address=address, by=by(address.user))
    address.refresh_from_db()
    return address


def test_an_address_that_was_added_is_a_claim_until_it_is_confirmed(alice):
    address = add(alice, "New@Mail.example")
    assert addresses(alice)[1] == (NEW, False, False)
    assert credentials.find_user(NEW) is None

    confirm(address)

    assert addresses(alice)[1] == (NEW, False, True)
    assert credentials.find_user("NEW@mail.example") == alice


def test_nobody_has_an_address_twice_or_more_than_ten(alice):
    add(alice)
    with pytest.raises(EmailTaken):
        add(alice)
    for number in range(8):
        add(alice, f"{number}@mail.example")

    with pytest.raises(TooManyAddresses):
        add(alice, "more@mail.example")


def test_a_claim_keeps_nobody_from_the_address_and_tells_nothing(alice, bob):
    add(bob, "alice@mail.example")
    assert emails.is_anothers(emails.of_user(bob).last())
    add(alice)

    confirm(add(bob))

    assert credentials.find_user(NEW) == bob
    assert credentials.find_user("alice@mail.example") == alice
    assert person("carol", is_email_confirmed=True)


def test_of_two_who_claim_it_the_first_to_confirm_has_it(alice, bob):
    claim = add(alice)
    confirm(add(bob))

    with pytest.raises(EmailTaken):
        confirm(claim)

    assert addresses(alice)[1] == (NEW, False, False)


def test_the_database_holds_one_owner_even_when_both_found_it_free(
    alice, bob, monkeypatch
):
    claim = add(alice)
    confirm(add(bob))
    monkeypatch.setattr(emails, "is_anothers", lambda address: False)

    with pytest.raises(EmailTaken):
        confirm(claim)


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_a_confirmed_address_is_not_to_be_signed_up_with(alice, is_confirmed):
    confirm(add(alice))

    with pytest.raises(EmailTaken):
        services.sign_up(
            username="carol", email=NEW, password=None, is_email_confirmed=is_confirmed
        )
    assert not User.objects.filter(username="carol").exists()


def test_an_account_that_never_confirmed_its_address_gives_way(alice, bob):
    address = add(alice, "bob@mail.example")

    confirm(address)
    emails.make_primary(address=address, by=by(alice))

    assert credentials.find_user("bob@mail.example") == alice
    assert addresses(bob) == [("bob@unconfirmed.invalid", True, False)]


def test_where_no_mail_is_sent_no_account_gives_way(alice, bob, with_mail):
    with_mail.HAS_MAIL = False

    emails.release("bob@mail.example")

    assert addresses(bob) == [("bob@mail.example", True, False)]


def test_an_account_that_confirmed_its_address_keeps_it(alice, bob):
    confirm(emails.primary(bob).get())
    claim = add(alice, "bob@mail.example")

    with pytest.raises(EmailTaken):
        confirm(claim)

    assert addresses(bob) == [("bob@mail.example", True, True)]


def test_only_a_confirmed_address_becomes_primary(alice, with_mail):
    address = add(alice)
    with pytest.raises(EmailUnconfirmed):
        emails.make_primary(address=address, by=by(alice))

    emails.make_primary(address=confirm(address), by=by(alice))

    assert addresses(alice) == [
        (NEW, True, True),
        ("alice@mail.example", False, True),
    ]


def test_the_primary_one_is_not_removed(alice):
    address = confirm(add(alice))
    with pytest.raises(EmailKept):
        emails.remove(address=emails.primary(alice).get(), by=by(alice))

    emails.remove(address=address, by=by(alice))

    assert addresses(alice) == [("alice@mail.example", True, True)]
    assert credentials.find_user(NEW) is None


def test_changing_the_primary_one_keeps_the_others(alice, bob):
    confirm(add(alice))
    with pytest.raises(EmailTaken):
        emails.change(user=alice, email="BOB@mail.example", by=by(alice))

    emails.change(user=alice, email="third@mail.example", by=by(alice))

    assert addresses(alice) == [
        ("third@mail.example", True, False),
        (NEW, False, True),
    ]


def test_docker_takes_any_confirmed_address(alice):
    client = credentials.Client("192.0.2.1")
    address = add(alice)
    with pytest.raises(CredentialsRefused):
        credentials.verify(name=NEW, secret=PASSWORD, client=client)

    confirm(address)

    assert credentials.verify(name=NEW, secret=PASSWORD, client=client).user == alice


def test_confirming_the_primary_one_says_only_that(bob):
    confirm(emails.primary(bob).get())

    assert addresses(bob) == [("bob@mail.example", True, True)]
    assert EmailAddress.objects.count() == 1
