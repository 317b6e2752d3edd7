"""What an operator sets of providers."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from hub import environment


def test_a_provider_without_an_id_is_off():
    given = ["https://github.com", "", "", "GitHub"]

    assert environment.providers(github=given) == {}


@pytest.mark.parametrize(
    "url", ["", "sso.example.org", "ftp://a", "https://" + "a" * 200]
)
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="HUB_OIDC_URL"):
        environment.providers(oidc=[url, "berth", "secret", "SSO"])


def test_the_only_one_must_be_set_up():
    with pytest.raises(ImproperlyConfigured, match="HUB_OIDC_CLIENT_ID"):
        environment.one_provider("oidc", among={})
