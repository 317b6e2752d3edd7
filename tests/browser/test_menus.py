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


def test_a_phone_creates_a_repository_without_the_menu(visitor, world):
    page = visitor(world.alice, viewport={"width": 390, "height": 844})
    page.goto("/repositories/")
    create = page.get_by_role("link", name="Create repository")

    expect(create).to_be_visible()
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(create).to_have_count(1)


def test_a_wide_page_says_create_repository_once(visitor, world):
    page = visitor(world.alice)
    page.goto("/repositories/")

    expect(page.get_by_role("link", name="Create repository")).to_have_count(1)
