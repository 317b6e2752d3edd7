"""The contrast of every pair of tokens, computed anew from tokens.css (WCAG 2.x)."""

import re

import pytest

from hub.web.bundles import SOURCES

TEXT = 4.5
GRAPHIC = 3
THEMES = {"light": 0, "dark": 1}
PATTERN = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
TOKENS = {
    name: values
    for name, *values in PATTERN.findall((SOURCES / "css/tokens.css").read_text())
}
PAIRS = [
    *(
        (text, ground, TEXT)
        for text in ("ink", "ink-2", "ink-3")
        for ground in ("canvas", "band", "muted")
    ),
    *(
        (text, ground, TEXT)
        for text in ("accent", "ok", "warn", "bad")
        for ground in ("canvas", "band")
    ),
    *((text, f"{text}-soft", TEXT) for text in ("accent", "ok", "warn", "bad")),
    *(("ink", f"{ground}-soft", TEXT) for ground in ("accent", "ok", "warn", "bad")),
    ("ink-2", "accent-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-hover", TEXT),
    ("on-bad", "bad", TEXT),
    ("on-bad", "bad-hover", TEXT),
    ("control", "canvas", GRAPHIC),
    ("control", "band", GRAPHIC),
    ("chart", "canvas", GRAPHIC),
    ("warn", "line", GRAPHIC),
]


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_it_can_be_read(text, ground, least, theme):
    column = THEMES[theme]

    assert contrast(TOKENS[text][column], TOKENS[ground][column]) >= least


def test_every_token_that_is_used_is_defined():
    """There, or in the file of the component whose own it is."""
    defined = names_defined((SOURCES / "css/tokens.css").read_text())
    for file in SOURCES.glob("css/**/*.css"):
        css = file.read_text()
        used = set(re.findall(r"var\((--[\w-]+)", css))
        assert used <= defined | names_defined(css), file.name


def names_defined(css):
    return set(re.findall(r"(--[\w-]+):", css))
