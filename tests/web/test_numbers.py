"""Numbers in lists."""

import pytest

from hub.web.templatetags.numbers import compact


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.0K"),
        (1234, "1.2K"),
        (99_960, "100K"),
        (999_960, "1.0M"),
        (34_567_890, "34.6M"),
        (2_104_377_000_000, "2,104B"),
    ],
)
def test_it_is_short(number, words):
    assert compact(number) in (words, words.replace(",", ""))
