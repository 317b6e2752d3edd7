"""Sizes, in thousands like docker's."""

import pytest

from hub.web.templatetags.sizes import bytes as written


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (71_800_000, "71.8 MB"),
        (99_960, "100 kB"),
        (999_960, "1.0 MB"),
        (412_000_000, "412 MB"),
        (10**11, "100 GB"),
        (2**63, "9223 PB"),
        (None, "–"),
    ],
)
def test_it_takes_the_unit_that_fits(size, words):
    assert written(size) == words
