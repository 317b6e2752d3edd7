"""How long ago, in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub.web.templatetags.ages import age


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=-30), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=13), "13 days ago"),
        (timedelta(days=14), "2 weeks ago"),
        (timedelta(days=60), "2 months ago"),
        (timedelta(days=729), "24 months ago"),
        (timedelta(days=730), "2 years ago"),
    ],
)
def test_it_takes_the_unit_that_fits(ago, words):
    # Half a second of slack: the clock goes on between the two readings.
    assert (
        age(timezone.now() - ago - timedelta(milliseconds=500 * (ago > timedelta(0))))
        == words
    )


def test_what_never_was_is_never():
    assert age(None) == "never"
