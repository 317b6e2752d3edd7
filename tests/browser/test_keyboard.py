"""Everything can be reached with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from hub.statistics import sums
from hub.statistics.models import today
from tests.images import image, push
from tests.world import by

pytestmark = pytest.mark.one_pair


@pytest.fixture
def pushed(world):
    push(world.app, image(), tag="1.0", by=by(world.alice))
    return world


def search_box(page):
    return page.get_by_role("searchbox", name="Search images").first


def test_a_slash_goes_to_the_search_box(visitor, world):
    page = visitor()
    page.goto("/explore/")

    page.keyboard.press("/")
    page.keyboard.type("ferry")
    page.keyboard.press("Enter")

    expect(page).to_have_url("/search/?q=ferry")


def test_a_slash_in_a_field_is_a_slash(visitor, world):
    page = visitor(world.alice)
    page.goto("/new/")
    field = page.get_by_role("textbox", name="Description")

    field.press_sequentially("in/out")

    expect(field).to_have_value("in/out")


def test_the_first_stop_leads_past_the_header(visitor, world):
    page = visitor()
    page.goto("/explore/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()


def test_a_refused_form_takes_the_focus_to_what_is_wrong(visitor, world):
    page = visitor(world.alice)
    page.goto("/new/")
    page.get_by_role("textbox", name="Name").fill("app")

    page.get_by_role("button", name="Create repository").press("Enter")

    expect(page.get_by_role("alert")).to_be_focused()


def test_a_chart_is_read_as_a_table(visitor, world):
    sums.add({(world.app.pk, today(), "1.0", "linux/amd64", "docker"): 7})
    page = visitor()
    page.goto("/alice/app/statistics/")

    page.get_by_role("link", name="JSON").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    rows = page.get_by_role("table", name="Pulls a day").get_by_role("row")
    expect(rows.last.get_by_role("cell")).to_have_text("7")


def test_the_arrows_choose_a_suggestion(visitor, pushed):
    page = visitor()
    page.goto("/explore/")
    box = search_box(page)

    box.press_sequentially("al")
    expect(page.get_by_role("option", name="alice/app")).to_be_visible()
    box.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    box.press_sequentially("ice")
    page.get_by_role("option").first.wait_for()
    box.press("ArrowUp")
    box.press("Enter")

    expect(page).to_have_url("/alice/app/")
