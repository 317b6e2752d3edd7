"""The menus of the header: they open without scripts too."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.one_pair

with_and_without = pytest.mark.parametrize(
    "has_scripts", [True, False], ids=["scripts", "no scripts"]
)


@with_and_without
def test_the_account_menu_opens_and_closes(visitor, world, has_scripts):
    page = visitor(world.alice, java_script_enabled=has_scripts)
    page.goto("/")
    tokens = page.get_by_role("link", name="Access tokens")

    page.get_by_role("button", name="Account menu, alice").press("Enter")
    expect(tokens).to_be_visible()
    page.keyboard.press("Escape")
    expect(tokens).to_be_hidden()


@with_and_without
def test_signing_out_takes_one_click(visitor, world, has_scripts):
    page = visitor(world.alice, java_script_enabled=has_scripts)
    page.goto("/")

    page.get_by_role("button", name="Account menu, alice").click()
    page.get_by_role("button", name="Sign out").click()

    main = page.get_by_role("navigation", name="Main")
    expect(main.get_by_role("link", name="Sign in")).to_be_visible()


def test_a_phone_has_one_menu_for_all(visitor, world):
    page = visitor(world.alice, viewport={"width": 390, "height": 844})
    page.goto("/")

    page.get_by_role("button", name="Menu", exact=True).press("Enter")

    expect(page.get_by_role("link", name="My repositories")).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
