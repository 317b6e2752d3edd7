"""What two do in the same instant: the last way in stays, and an address or an account elsewhere is one person's."""

from collections import deque

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount

from hub.accounts import emails, identities
from hub.accounts.errors import EmailTaken, IdentityTaken, LastWayIn
from tests.services.threads import at_once
from tests.world import by, person

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = 6


def each_at_once(items, act, refusal):
    """How many of them were refused."""
    waiting = deque(items)

    def run():
        try:
            act(waiting.popleft())
        except refusal:
            return True
        return False

    return sum(at_once(len(items), run))


@pytest.fixture
def provider(settings):
    settings.HUB_PROVIDERS = {"oidc": {"url": "https://sso.example", "title": "SSO"}}
    return identities.place_of("oidc")


def link(user, provider, uid="7"):
    identity = identities.Identity(provider, uid)
    identities.link(user=user, identity=identity, by=by(user))


def test_of_links_that_are_undone_at_once_the_last_stays(provider):
    alice = person("alice")
    alice.set_unusable_password()
    alice.save()
    for number in range(NUMBER):
        link(alice, provider, str(number))
    links = list(identities.of_user(alice).select_related("user"))

    refused = each_at_once(
        links,
        lambda one: identities.unlink(account=one, by=by(alice)),
        LastWayIn,
    )

    assert refused == 1
    assert SocialAccount.objects.count() == 1


def test_of_many_who_link_one_account_one_has_it(provider):
    people = [person(f"alice{number}") for number in range(NUMBER)]

    refused = each_at_once(people, lambda one: link(one, provider), IdentityTaken)

    assert refused == NUMBER - 1
    assert SocialAccount.objects.count() == 1


def test_of_many_who_confirm_one_address_one_has_it(settings):
    settings.HAS_MAIL = True
    claims = []
    for number in range(NUMBER):
        user = person(f"alice{number}")
        claims.append(emails.add(user=user, email="new@mail.example", by=by(user)))

    refused = each_at_once(
        claims,
        lambda one: emails.confirm(address=one, by=by(one.user)),
        EmailTaken,
    )

    assert refused == NUMBER - 1
    assert EmailAddress.objects.filter(verified=True).count() == 1
