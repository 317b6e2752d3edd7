"""The list of tags: sorting, filtering, looking into a row."""

import pytest
from playwright.sync_api import expect

from tests.images import image, index, push
from tests.world import by

pytestmark = pytest.mark.one_pair

with_and_without = pytest.mark.parametrize(
    "has_scripts", [True, False], ids=["scripts", "no scripts"]
)


@with_and_without
def test_tags_are_sorted_and_filtered(visitor, world, has_scripts):
    for tag in ("1.9", "1.10", "2.0"):
        push(world.app, image(tag), by=by(world.alice), tag=tag)
    page = visitor(java_script_enabled=has_scripts)
    page.goto("/alice/app/tags/")
    rows = page.get_by_role("table", name="Tags").get_by_role("rowheader")
    expect(rows).to_have_text(["2.0", "1.10", "1.9"])

    page.get_by_role("combobox", name="Sort tags").select_option("Name")
    if has_scripts:
        expect(page.get_by_role("button", name="Apply")).to_be_hidden()
    else:
        page.get_by_role("button", name="Apply").click()
    expect(rows).to_have_text(["1.10", "1.9", "2.0"])
    expect(page).to_have_url("/alice/app/tags/?filter=&sort=name")

    page.get_by_role("searchbox", name="Filter tags").fill("1.")
    page.get_by_role("searchbox", name="Filter tags").press("Enter")
    expect(rows).to_have_text(["1.10", "1.9"])


@with_and_without
def test_a_row_opens_its_platforms(visitor, world, has_scripts):
    both = index(image("a"), image("b", platform="linux/arm64/v8"))
    push(world.app, both, by=by(world.alice), tag="1.0")
    page = visitor(java_script_enabled=has_scripts)
    page.goto("/alice/app/tags/")

    page.get_by_role("button", name="Show platforms of 1.0").click()
    page.get_by_role("link", name="linux/arm64/v8").click()

    platforms = page.get_by_role("navigation", name="Platform")
    current = platforms.get_by_role("link", name="linux/arm64/v8")
    expect(current).to_have_attribute("aria-current", "true")


@with_and_without
def test_several_are_deleted_and_a_tag_is_restored(visitor, world, has_scripts):
    for tag in ("1.0", "1.1", "1.2", "latest"):
        push(world.app, image(tag), by=by(world.alice), tag=tag)
    push(world.app, image("next"), by=by(world.alice), tag="latest")
    page = visitor(world.alice, java_script_enabled=has_scripts)
    page.goto("/alice/app/tags/")

    page.get_by_role("checkbox", name="Choose 1.0").check()
    page.get_by_role("checkbox", name="Choose 1.1").check()
    page.get_by_role("button", name="Delete chosen…").click()
    expect(page.get_by_role("main")).to_contain_text("2 tags stop working")
    page.get_by_role("button", name="Delete images").click()
    rows = page.get_by_role("table", name="Tags").get_by_role("rowheader")
    expect(rows).to_have_text(["1.2", "latest"])

    page.get_by_role("link", name="latest", exact=True).click()
    page.get_by_role("link", name="Whole history, and restore").click()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("table", name="History")).to_contain_text("restored")
