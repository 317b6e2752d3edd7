"""Two-factor as a person meets it: an app, its codes, and a passkey in place of both."""

import pytest
from playwright.sync_api import expect

from tests.authenticator import code_of
from tests.browser.conftest import session_of
from tests.world import PASSWORD

pytestmark = pytest.mark.one_pair

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def laptop(hub, new_context, world):
    """Alice's page, in a browser that has a finger at hand. Passkeys know names, not numbers: localhost."""
    url = hub.url.replace("127.0.0.1", "localhost")
    context = new_context(base_url=url)
    context.add_cookies([session_of(world.alice, url)])
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def sign_in(page):
    page.goto("/account/sign-in/")
    page.get_by_label("Username or email").fill("alice")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def is_home(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome, alice")


def test_an_app_is_set_up_and_asked_for_without_scripts(visitor, world):
    page = visitor(world.alice, java_script_enabled=False)
    page.goto("/account/two-factor/")
    page.get_by_role("link", name="Set up an app").click()
    key = page.locator(".scan code").inner_text().strip()
    page.get_by_label("Code", exact=True).fill(code_of(key, steps=-1))
    page.get_by_label("Current password").fill(PASSWORD)
    press(page, "Turn on")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    codes = download.value.path().read_text().split()
    assert len(codes) == 10

    visit = visitor(java_script_enabled=False)
    sign_in(visit)
    visit.get_by_role("textbox", name="Code").fill(code_of(key))
    press(visit, "Verify")
    is_home(visit)

    visit = visitor(java_script_enabled=False)
    sign_in(visit)
    visit.get_by_role("link", name="Use a recovery code").click()
    visit.get_by_role("textbox", name="Recovery code").fill(codes[0])
    press(visit, "Verify")
    is_home(visit)


def test_a_passkey_signs_in_alone_and_after_the_password(laptop):
    laptop.goto("/account/two-factor/passkey/")
    laptop.get_by_label("Name", exact=True).fill("Laptop")
    laptop.get_by_label("Current password").fill(PASSWORD)
    press(laptop, "Add passkey")
    expect(laptop.get_by_role("heading", level=1)).to_have_text("Recovery codes")

    laptop.context.clear_cookies()
    laptop.goto("/account/sign-in/?next=/repositories/")
    laptop.get_by_role("link", name="Sign in with a passkey").click()
    press(laptop, "Use passkey")
    expect(laptop.get_by_role("heading", level=1)).to_have_text("My repositories")

    laptop.context.clear_cookies()
    sign_in(laptop)
    press(laptop, "Use passkey")
    is_home(laptop)

    laptop.goto("/account/two-factor/")
    laptop.get_by_role("link", name="Remove… Laptop").click()
    laptop.get_by_label("Current password").fill(PASSWORD)
    press(laptop, "Remove passkey")
    expect(laptop.locator("main")).to_contain_text("Two-factor sign-in is off.")

    laptop.context.clear_cookies()
    laptop.goto("/account/sign-in/passkey/")
    press(laptop, "Use passkey")
    expect(laptop.get_by_role("alert")).to_contain_text("That passkey did not match.")


def test_a_browser_without_passkeys_says_so(visitor, world):
    page = visitor()
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto("/account/sign-in/passkey/")
    press(page, "Use passkey")

    expect(page.get_by_role("alert")).to_contain_text("The device gave no passkey.")
