"""axe finds nothing on any page, in light and dark, on a desk and on a phone."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.tour import expect_none

pytestmark = pytest.mark.one_pair

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
EVERYTHING = {"resultTypes": ["violations"]}
# The theme is a matter of colours only.
COLOURS = EVERYTHING | {"runOnly": {"type": "tag", "values": ["cat.color"]}}
RULES = {"light": EVERYTHING, "dark": COLOURS}


def test_axe_finds_nothing(tour):
    found = {}
    for sight, page in tour.pages():
        page.evaluate(AXE_SCRIPT)
        for name, faults in examined(page):
            found[f"{sight}, {name}"] = faults

    expect_none(found)


def examined(page):
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            yield f"{scheme}, {size['width']} wide", faults_of(page, rules)


def faults_of(page, rules):
    found = page.evaluate("rules => axe.run(rules)", rules)
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
