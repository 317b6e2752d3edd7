"""A reader in Seoul: Korean and her own clock at first, English once she chose it."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from hub.content.models import Tag
from tests.images import image, push
from tests.world import by

pytestmark = pytest.mark.one_pair

MOMENT = datetime(2026, 11, 5, 16, 10, tzinfo=UTC)
SEOUL = {"locale": "ko-KR", "timezone_id": "Asia/Seoul"}


def test_it_is_the_readers_until_she_chooses_another(visitor, world):
    push(world.app, image(), by=by(world.alice), tag="1.0")
    Tag.objects.update(pushed_at=MOMENT)
    page = visitor(**SEOUL)
    html, time = page.locator("html"), page.locator("main time").first

    page.goto("/alice/app/tags/")
    expect(html).to_have_attribute("lang", "ko")
    expect(page.get_by_role("link", name="태그", exact=True)).to_be_visible()
    expect(time).to_have_attribute("title", "2026년 11월 6일 01:10 GMT+9")

    page.get_by_text("언어: 한국어").click()
    page.get_by_role("button", name="English", exact=True).click()
    expect(page).to_have_url("/alice/app/tags/")
    expect(html).to_have_attribute("lang", "en")
    expect(time).to_have_attribute("title", "Nov 6, 2026, 01:10 GMT+9")

    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Every image needs a berth."
    )
