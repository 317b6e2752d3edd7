"""The three pictures of the README: `make pictures` writes them anew into docs/pictures."""

from pathlib import Path

import pytest

from tests.browser import showcase

pytestmark = [pytest.mark.one_pair, pytest.mark.pictures]

FOLDER = Path(__file__).parent.parent.parent / "docs/pictures"
HOST = "berth.example"
SIZE = {"width": 1280, "height": 800}
# (its name, the address, the theme)
PICTURES = [
    ("home", "/", "light"),
    ("tags", "/alice/app/tags/", "dark"),
    ("tag", "/alice/app/tags/1.4.2/", "light"),
]


@pytest.fixture
def page(start_hub, browser_type, browser_type_launch_args):
    """A browser that takes the hub for one of a name of its own."""
    hub = start_hub(HUB_PUBLIC_URL=f"http://{HOST}")
    mapped = f"--host-resolver-rules=MAP {HOST}:80 127.0.0.1:{hub.port}"
    options = browser_type_launch_args
    browser = browser_type.launch(**options | {"args": [*options["args"], mapped]})
    yield browser.new_page(viewport=SIZE, base_url=f"http://{HOST}")
    browser.close()


def test_the_readme_has_its_pictures(page):
    showcase.build()
    showcase.enlarge()
    for name, address, theme in PICTURES:
        page.emulate_media(color_scheme=theme)
        page.goto(address)
        if name == "tags":
            page.get_by_role("button", name="Show platforms of 1.4.2").click()
            page.get_by_role("button", name="Hide platforms of 1.4.2").wait_for()
            page.evaluate("scrollTo(0, 0)")
        assert page.url.startswith(f"http://{HOST}/")
        page.screenshot(path=FOLDER / f"{name}.png")
