"""Copy buttons put the command into the clipboard, and say so."""

import pytest
from playwright.sync_api import expect

from tests.images import image, push
from tests.world import by

pytestmark = pytest.mark.one_pair

ALLOWED = {"permissions": ["clipboard-read", "clipboard-write"]}


@pytest.fixture
def pushed(world):
    push(world.app, image(), by=by(world.alice), tag="1.0")


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("/alice/app/", "Copy pull command"),
        ("/alice/app/tags/", "Copy pull command for 1.0"),
        ("/alice/app/tags/1.0/", "Copy pull command"),
    ],
)
def test_it_copies_the_command(hub, pushed, visitor, path, button):
    page = visitor(**ALLOWED)
    page.goto(path)

    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Copied")

    assert clipboard(page) == f"docker pull {hub.host}/alice/app:1.0"


def test_it_copies_the_whole_digest(hub, pushed, visitor):
    page = visitor(**ALLOWED)
    page.goto("/alice/app/tags/1.0/")

    page.get_by_role("button", name="Copy digest").click()
    expect(page.get_by_role("status")).to_have_text("Copied")

    assert clipboard(page) == image().digest


def test_it_copies_where_the_browser_has_no_clipboard_for_pages(hub, pushed, visitor):
    """As it is over plain http by another name than localhost."""
    page = visitor(**ALLOWED)
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: null})")
    page.goto("/alice/app/")

    page.get_by_role("button", name="Copy pull command").click()
    expect(page.get_by_role("status")).to_have_text("Copied")

    box = page.get_by_role("searchbox", name="Search images")
    box.press("Control+v")
    expect(box).to_have_value(f"docker pull {hub.host}/alice/app:1.0")


def test_without_scripts_there_is_no_button_that_does_nothing(pushed, visitor):
    page = visitor(java_script_enabled=False)
    page.goto("/alice/app/")

    expect(page.get_by_role("code").first).to_contain_text("docker pull")
    expect(page.get_by_role("button", name="Copy pull command")).to_be_hidden()


def test_a_command_that_is_selected_is_copied_as_it_is_typed(hub, pushed, visitor):
    page = visitor(**ALLOWED, viewport={"width": 320, "height": 800})
    page.goto("/alice/app/?with=kubernetes")
    command = page.get_by_role("code").first

    command.click()
    command.press("Control+c")

    assert clipboard(page) == f"kubectl run app --image={hub.host}/alice/app:1.0"
