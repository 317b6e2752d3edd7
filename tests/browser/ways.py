"""How people go a journey: wide and light, or on a phone and dark. `look` asks on the way whether all is well."""

import pytest

from tests.browser import axe
from tests.browser.layout import STICKING_OUT

WIDE = {"viewport": axe.DESK, "color_scheme": "light"}
PHONE = {"viewport": axe.PHONE, "color_scheme": "dark"}
# Full rules in both: a journey is gone once, and comes to states that no other test sees.
both_ways = pytest.mark.parametrize("way", [WIDE, PHONE], ids=["wide", "phone"])


def look(page):
    """axe finds nothing where we stand, as it is shown, and nothing sticks out."""
    page.evaluate(axe.SCRIPT)
    found = [*axe.violations(page, axe.EVERYTHING), *page.evaluate(STICKING_OUT)]
    if found:
        pytest.fail("\n".join([page.url, *found]), pytrace=False)


def go(page, name):
    """By the navigation of the header, which is a menu on a phone."""
    open_menu(page)
    links = page.get_by_role("navigation", name="Main").get_by_role("link", name=name)
    links.first.click()


def open_menu(page):
    menu = page.get_by_role("button", name="Menu", exact=True)
    if menu.is_visible():
        menu.click()


def open_account(page, name):
    """What is one's own: behind the flag, or in the menu on a phone."""
    open_menu(page)
    flag = page.get_by_role("button", name=f"Account menu, {name}")
    if flag.is_visible():
        flag.click()
