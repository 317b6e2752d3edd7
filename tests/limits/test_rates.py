"""How a limit is written in a setting."""

import pytest

from hub.limits import Rate


@pytest.mark.parametrize(
    "text",
    ["", "10", "10/", "/m", "10/15", "10/0m", "-1/m", "10/m ", "on", "1e3/m", "٣/m\n"],
)
def test_it_refuses_what_it_cannot_read(text):
    with pytest.raises(ValueError, match="written like 10/15m"):
        Rate.parse(text)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("10/15m", (10, 900)),
        ("100/h", (100, 3600)),
        ("0/d", (0, 86400)),
        ("5/30s", (5, 30)),
        ("off", (None, 1)),
    ],
)
def test_it_reads_a_limit(text, rate):
    assert Rate.parse(text) == rate
