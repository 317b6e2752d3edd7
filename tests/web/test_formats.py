"""Days, times, ages and sizes in each language."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format

from hub.web.templatetags.ages import age, when
from hub.web.templatetags.machines import until

MOMENT = datetime(2026, 11, 5, 6, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "5 November 2026"), ("ko", "2026년 11월 5일")]
)
def test_a_day(language, words):
    with translation.override(language):
        assert date_format(MOMENT) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "5 Nov 2026, 06:10 UTC"), ("ko", "2026년 11월 5일 06:10 UTC")],
)
def test_an_exact_time(language, words):
    with translation.override(language):
        html = when(MOMENT)

    assert f'title="{words}"' in html


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=1), "방금"),
        (timedelta(minutes=12), "12분 전"),
        (timedelta(hours=6), "6시간 전"),
        (timedelta(days=1), "어제"),
        (timedelta(days=3), "3일 전"),
        (timedelta(days=14), "2주 전"),
        (timedelta(days=150), "5개월 전"),
        (timedelta(days=800), "2년 전"),
    ],
)
def test_an_age_in_korean(ago, words):
    with translation.override("ko"):
        assert age(timezone.now() - ago) == words


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(minutes=5), "1시간 안에"),
        (timedelta(hours=7), "7시간 뒤"),
        (timedelta(days=30), "30일 뒤"),
        (timedelta(days=365), "12개월 뒤"),
    ],
)
def test_what_is_to_come_in_korean(left, words):
    half = timedelta(seconds=30)
    with translation.override("ko"):
        assert until(timezone.now() + left + half) == words


@pytest.mark.parametrize(("language", "words"), [("en", "5 Nov"), ("ko", "11월 5일")])
def test_a_day_of_this_year(language, words):
    with translation.override(language):
        assert date_format(MOMENT, "MONTH_DAY_FORMAT") == words
