"""What a form does with scripts, and that it does the same without."""

import pytest
from playwright.sync_api import expect

from hub.repositories.models import Repository

pytestmark = pytest.mark.one_pair

QUOTA = "alice has used 1 of 1 private repositories"
with_and_without = pytest.mark.parametrize(
    "has_scripts", [True, False], ids=["scripts", "no scripts"]
)


@with_and_without
def test_a_second_private_repository_is_refused(visitor, world, has_scripts):
    page = visitor(world.alice, java_script_enabled=has_scripts)
    page.goto("/new/")
    page.get_by_role("textbox", name="Name").fill("second")
    page.get_by_role("textbox", name="Description").fill("What I wrote")
    page.get_by_role("radio", name="Private").check()

    page.get_by_role("button", name="Create repository").click()

    expect(page.get_by_role("alert")).to_contain_text(QUOTA)
    expect(page.get_by_role("textbox", name="Description")).to_have_value(
        "What I wrote"
    )
    assert not Repository.objects.filter(full_name="alice/second").exists()


@with_and_without
def test_a_repository_is_deleted_with_its_name_only(visitor, world, has_scripts):
    page = visitor(world.alice, java_script_enabled=has_scripts)
    page.goto("/alice/app/settings/")
    page.get_by_role("link", name="Delete repository…").click()
    name = page.get_by_role("textbox", name="Type alice/app to confirm")
    button = page.get_by_role("button", name="Delete repository", exact=True)

    name.fill("alice/ap")
    if has_scripts:
        expect(button).to_be_disabled()
    else:
        button.click()
        expect(page.get_by_role("alert")).to_be_visible()
    assert Repository.objects.existing().filter(pk=world.app.pk).exists()

    name.fill("alice/app")
    button.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My repositories")
    assert not Repository.objects.existing().filter(pk=world.app.pk).exists()


def test_the_dialog_can_be_left(visitor, world):
    page = visitor(world.alice)
    page.goto("/alice/app/settings/")
    dialog = page.get_by_role("dialog", name="Delete alice/app?")
    opener = page.get_by_role("link", name="Delete repository…")

    opener.click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Keep repository").click()
    expect(dialog).to_be_hidden()

    opener.click()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_password_can_be_shown(visitor, world):
    page = visitor()
    page.goto("/account/sign-in/")
    field = page.get_by_label("Password", exact=True)

    page.get_by_role("button", name="Show password").click()
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Show password").click()
    expect(field).to_have_attribute("type", "password")
