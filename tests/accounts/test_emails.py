"""The primary address of a person, and one that waits to take its place."""

import pytest
from allauth.account.models import EmailAddress

from hub.accounts import emails
from hub.accounts.errors import EmailTaken
from hub.accounts.models import User
from tests.world import by, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return person("alice")


@pytest.fixture
def bob():
    return person("bob")


def addresses(user):
    """All that allauth knows, and what the person's own row says: always in step."""
    rows = EmailAddress.objects.filter(user=user).order_by("pk")
    assert User.objects.get(pk=user.pk).email == rows.get(primary=True).email
    return [(row.email, row.primary, row.verified) for row in rows]


def test_it_refuses_an_address_that_somebody_has(alice, bob):
    for act in (emails.propose, lambda **words: emails.change(by=by(alice), **words)):
        with pytest.raises(EmailTaken):
            act(user=alice, email="BOB@mail.example")

    assert addresses(alice) == [("alice@mail.example", True, False)]


def test_it_refuses_to_confirm_what_somebody_took_meanwhile(alice, bob):
    address = emails.propose(user=alice, email="new@mail.example")
    emails.change(user=bob, email="new@mail.example", by=by(bob))

    with pytest.raises(EmailTaken):
        emails.confirm(address=address, by=by(alice))

    assert addresses(alice)[0] == ("alice@mail.example", True, False)


def test_an_address_that_only_waits_keeps_nobody_from_it(alice, bob):
    emails.propose(user=alice, email="new@mail.example")

    emails.change(user=bob, email="new@mail.example", by=by(bob))

    assert addresses(bob) == [("new@mail.example", True, False)]


def test_a_proposal_changes_nothing_until_it_is_confirmed(alice):
    emails.propose(user=alice, email="first@mail.example")
    address = emails.propose(user=alice, email="New@mail.example")
    assert addresses(alice) == [
        ("alice@mail.example", True, False),
        ("new@mail.example", False, False),
    ]

    emails.confirm(address=address, by=by(alice))

    assert addresses(alice) == [("new@mail.example", True, True)]
    assert emails.waiting(alice) is None


def test_confirming_the_primary_one_says_only_that(alice):
    emails.confirm(address=emails.primary(alice).get(), by=by(alice))

    assert addresses(alice) == [("alice@mail.example", True, True)]


def test_a_proposal_can_be_withdrawn(alice):
    emails.propose(user=alice, email="new@mail.example")

    emails.withdraw(user=alice)

    assert addresses(alice) == [("alice@mail.example", True, False)]
