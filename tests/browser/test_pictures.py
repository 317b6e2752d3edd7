"""A picture of every page, in both themes, wide and on a phone: `make screenshots` writes them into var/screenshots."""

import re
from pathlib import Path

import pytest

pytestmark = [pytest.mark.one_pair, pytest.mark.pictures]

FOLDER = Path(__file__).parent.parent.parent / "var/screenshots"
THEMES = ("light", "dark")
SIZES = ((1280, 800), (390, 844))
# A picture taken at once after the window changed may lack an open dialog.
SETTLE = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def test_every_page_has_its_picture(tour):
    FOLDER.mkdir(parents=True, exist_ok=True)
    taken = set()
    for number, (sight, page) in enumerate(tour.pages()):
        words = re.sub(r"[^\w.-]+", "-", str(sight)).strip("-")[:100]
        name = f"{len(tour.sights)}-{number:03}-{words}"
        for theme in THEMES:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            for width, height in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                page.evaluate(SETTLE)
                path = FOLDER / f"{name}-{theme}-{width}.png"
                page.screenshot(path=path, full_page=True)
                taken.add(path)

    assert all(path.stat().st_size for path in taken)
    assert len(taken) == len(tour.sights) * len(THEMES) * len(SIZES)
