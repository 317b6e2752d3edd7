"""What our own scripts add, and that nothing is missing without them."""

import re

import pytest
from playwright.sync_api import expect

from tests import world
from tests.images import image, index, push
from tests.world import by

pytestmark = pytest.mark.one_pair

OVERVIEW = "/alice/app/"


@pytest.fixture
def people(hub):
    return world.build()


@pytest.fixture
def pushed(people):
    both = index(image("a"), image("b", platform="linux/arm64/v8"))
    for tag in ("1.0", "latest"):
        push(people.app, both, tag=tag, by=by(people.alice))
    return people


def test_a_command_is_copied_and_it_says_so(visitor, hub, pushed):
    page = visitor(permissions=["clipboard-read", "clipboard-write"])
    page.goto(OVERVIEW)

    page.get_by_role("button", name="Copy pull command").click()

    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"docker pull {hub.host}/alice/app"


def test_a_command_is_copied_where_the_clipboard_is_refused(visitor, pushed):
    page = visitor()
    page.add_init_script("delete Navigator.prototype.clipboard")
    page.goto(OVERVIEW)
    page.evaluate(
        "document.addEventListener('copy', () => window.copied = String(document.activeElement.value))"
    )

    page.get_by_role("button", name="Copy pull command").click()

    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    assert page.evaluate("window.copied").startswith("docker pull")


def test_without_scripts_there_is_no_button_to_copy(visitor, pushed):
    page = visitor(java_script_enabled=False)
    page.goto(OVERVIEW)

    expect(page.get_by_role("button", name="Copy pull command")).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text("docker pull")


def test_a_slash_goes_to_the_search_box_but_not_from_a_field(visitor, pushed):
    page = visitor()
    page.goto(f"{OVERVIEW}tags/")

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search images")).to_be_focused()

    page.get_by_role("searchbox", name="Filter tags").press("/")
    expect(page.get_by_role("searchbox", name="Filter tags")).to_have_value("/")


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_account_menu_opens(visitor, people, has_scripts):
    page = visitor(people.alice, java_script_enabled=has_scripts)
    page.goto("/")

    page.get_by_role("button", name="Account menu, alice").click()
    expect(page.get_by_role("link", name="Access tokens")).to_be_visible()

    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Access tokens")).to_be_hidden()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_signing_out_takes_one_click(visitor, people, has_scripts):
    page = visitor(people.alice, java_script_enabled=has_scripts)
    page.goto("/")

    page.get_by_role("button", name="Account menu, alice").click()
    page.get_by_role("button", name="Sign out").click()

    main = page.get_by_role("navigation", name="Main")
    expect(main.get_by_role("link", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_theme_is_switched_and_stays(visitor, people, has_scripts):
    page = visitor(java_script_enabled=has_scripts, color_scheme="light")
    page.goto("/explore/")

    page.get_by_text("Theme: system").click()
    page.get_by_role("button", name="Dark").click()
    page.goto("/")

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    if has_scripts:
        assert page.evaluate(ground) == "rgb(14, 21, 27)"


def test_a_choice_of_a_filter_applies_itself(visitor, pushed):
    page = visitor()
    page.goto(f"{OVERVIEW}tags/")

    expect(page.get_by_role("button", name="Apply")).to_be_hidden()
    page.get_by_role("combobox", name="Sort tags").select_option("Name")

    expect(page).to_have_url(re.compile("sort=name"))


def test_without_scripts_a_filter_has_its_button(visitor, pushed):
    page = visitor(java_script_enabled=False)
    page.goto(f"{OVERVIEW}tags/")

    page.get_by_role("combobox", name="Sort tags").select_option("Name")
    page.get_by_role("button", name="Apply").click()

    expect(page.get_by_role("combobox", name="Sort tags")).to_have_value("name")


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_row_opens_its_platforms(visitor, pushed, has_scripts):
    page = visitor(java_script_enabled=has_scripts)
    page.goto(f"{OVERVIEW}tags/")

    page.get_by_role("button", name="Show platforms of 1.0").click()

    page.get_by_role("link", name="linux/arm64/v8").click()
    platforms = page.get_by_role("navigation", name="Platform")
    current = platforms.get_by_role("link", name="linux/arm64/v8")
    expect(current).to_have_attribute("aria-current", "true")
