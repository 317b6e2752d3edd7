"""How often a provider is asked where it has what."""

import pytest
from allauth.socialaccount.providers.base import ProviderException
from django.core.cache import cache

from hub.web.accounts import discovery

ADDRESS = "https://sso.example/.well-known/openid-configuration"


class Away(ProviderException):
    pass


def no_answer(address):
    raise Away


@pytest.fixture(autouse=True)
def forget():
    cache.clear()


def test_it_is_asked_once_for_a_while():
    assert discovery.document(ADDRESS, lambda address: {"issuer": "one"})

    assert discovery.document(ADDRESS, no_answer) == {"issuer": "one"}


def test_what_it_said_holds_while_it_is_away():
    discovery.document(ADDRESS, lambda address: {"issuer": "one"})
    cache.delete(f"{ADDRESS}#fresh")

    assert discovery.document(ADDRESS, no_answer) == {"issuer": "one"}
    assert discovery.document(ADDRESS, no_answer) == {"issuer": "one"}


def test_it_is_away_while_it_never_answered():
    for _ in range(2):
        with pytest.raises(Away):
            discovery.document(ADDRESS, no_answer)


def test_what_changed_is_learned():
    discovery.document(ADDRESS, lambda address: {"issuer": "one"})
    cache.delete(f"{ADDRESS}#fresh")

    assert discovery.document(ADDRESS, lambda address: {"issuer": "two"}) == {
        "issuer": "two"
    }
