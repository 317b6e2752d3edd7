"""Every page fits every width: nothing has to be moved sideways to be read."""

import pytest

from tests.browser.tour import expect_none

pytestmark = pytest.mark.one_pair

WIDTHS = (320, 390, 768, 1024, 1280)
# The widest offenders, by where their right edge is.
STICKING_OUT = """
() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > room + 1)
    .slice(0, 3)
    .map((element) => element.outerHTML.slice(0, 120));
}
"""


def test_nothing_has_to_be_scrolled_sideways(tour):
    found = {}
    for sight, page in tour.pages():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found[f"{sight}, {width} wide"] = page.evaluate(STICKING_OUT)

    expect_none(found)
