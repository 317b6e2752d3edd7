"""Signing up and in with another service, as a person meets it: over its page and back, without scripts."""

import pytest
from playwright.sync_api import expect

from tests.services.identity_provider import CLIENT

pytestmark = pytest.mark.one_pair


@pytest.fixture
def page(start_hub, identity_provider, new_context):
    hub = start_hub(
        HUB_OIDC_URL=identity_provider.url,
        HUB_OIDC_NAME="Harbour Pass",
        HUB_OIDC_CLIENT_ID=CLIENT["client_id"],
        HUB_OIDC_CLIENT_SECRET=CLIENT["client_secret"],
    )
    return new_context(base_url=hub.url, java_script_enabled=False).new_page()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def says(page, heading):
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_a_newcomer_signs_up_makes_a_token_and_comes_again(page):
    page.goto("/account/sign-up/")
    press(page, "Continue with Harbour Pass")
    press(page, "Allow")
    says(page, "Choose a username")
    expect(page.get_by_role("textbox", name="Username")).to_have_value("nora")
    press(page, "Create account")
    says(page, "My repositories")

    page.goto("/account/tokens/")
    page.get_by_role("textbox", name="Name").fill("laptop")
    press(page, "Create token")
    expect(page.get_by_role("main")).to_contain_text("Copy it now.")

    page.goto("/account/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/account/sign-in/?next=/account/methods/")
    press(page, "Continue with Harbour Pass")
    press(page, "Allow")
    says(page, "Sign-in methods")
    expect(page.get_by_role("main")).to_contain_text("Harbour Pass")


def test_whoever_does_not_allow_it_begins_again(page, identity_provider):
    identity_provider.says_no = True
    page.goto("/account/sign-in/")
    press(page, "Continue with Harbour Pass")
    press(page, "Allow")

    says(page, "Not signed in with Harbour Pass")
    page.get_by_role("link", name="Begin again").click()
    says(page, "Sign in")
