"""Light, dark or the system's: the switch acts at once, on every page and from then on, with scripts and without."""

import pytest
from playwright.sync_api import expect

from tests.world import person

pytestmark = pytest.mark.one_pair

CANVAS = "getComputedStyle(document.body).backgroundColor"


def canvas(page):
    return page.evaluate(CANVAS)


def choose(page, theme):
    page.get_by_text("Theme: ").click()
    page.get_by_role("button", name=theme, exact=True).click()
    expect(page.get_by_text(f"Theme: {theme.lower()}")).to_be_visible()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_system_decides_at_first(visitor, world, system):
    page = visitor(color_scheme=system)
    other = visitor(color_scheme={"light": "dark", "dark": "light"}[system])
    for one in (page, other):
        one.goto("/")

    choose(other, system.title())

    assert canvas(page) == canvas(other)


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_choice_stays_and_leads_back(visitor, world, has_scripts):
    page = visitor(java_script_enabled=has_scripts, color_scheme="light")
    page.goto("/search/?q=ferry")

    choose(page, "Dark")

    expect(page).to_have_url("/search/?q=ferry")
    page.goto("/alice/app/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_choice_can_be_taken_back(visitor, world):
    page = visitor(color_scheme="light")
    page.goto("/")
    before = canvas(page)

    choose(page, "Dark")
    assert canvas(page) != before

    choose(page, "System")
    assert canvas(page) == before


def test_it_is_the_same_on_the_operators_pages(visitor, hub):
    olga = person("olga", is_staff=True, is_superuser=True)
    page = visitor(olga, color_scheme="light")
    page.goto("/admin/accounts/user/")
    before = canvas(page)

    choose(page, "Dark")

    expect(page).to_have_url("/admin/accounts/user/")
    dark = canvas(page)
    assert dark != before
    page.goto("/")
    assert canvas(page) == dark


@pytest.mark.parametrize(
    ("colours", "drawn_by"), [("none", "none"), ("active", "auto")]
)
def test_ticks_are_ours_unless_the_reader_brings_colours(
    visitor, world, colours, drawn_by
):
    page = visitor(forced_colors=colours)
    page.goto("/account/sign-in/")

    tick = page.get_by_role("checkbox", name="Keep me signed in on this device")

    expect(tick).to_have_css("appearance", drawn_by)
