"""What a first view costs, and that the browser has nothing to complain of. The numbers are the design's."""

import gzip
from urllib.parse import urlsplit

import pytest

from tests.browser.tour import expect_none

pytestmark = pytest.mark.one_pair

FIRST_VIEW = 60 * 1024
SCRIPTS = 25 * 1024
REQUESTS = 4


def test_a_first_view_is_small_and_asks_nobody_else(tour):
    found = {}
    for sight, page in tour.first_views():
        responses = []
        page.on("response", lambda response, seen=responses: seen.append(response))
        tour.open(sight, page)
        found[str(sight)] = list(excesses(responses, tour.hub.url))

    expect_none(found)


def excesses(responses, url):
    strangers = {urlsplit(one.url).netloc for one in responses} - {urlsplit(url).netloc}
    if strangers:
        yield f"asks {strangers}"
    if len(responses) > REQUESTS:
        yield f"{len(responses)} requests"
    size = compressed(responses, "document", "stylesheet", "script")
    if size > FIRST_VIEW:
        yield f"{size} bytes"
    if compressed(responses, "script") > SCRIPTS:
        yield f"{compressed(responses, 'script')} bytes of scripts"


def compressed(responses, *kinds):
    return sum(
        len(gzip.compress(one.body()))
        for one in responses
        if one.request.resource_type in kinds and one.status != 302
    )


def test_the_browser_has_nothing_to_complain_of(tour):
    """Neither of scripts nor of what the policy for content forbids."""
    complaints = {}

    def listen(page):
        found = complaints[page] = []
        page.on("pageerror", lambda error: found.append(error.message))
        page.on("requestfailed", lambda request: found.append(str(request.failure)))
        page.on("console", lambda message: found.extend(serious(message)))

    tour.watch = listen

    expect_none({str(sight): complaints[page] for sight, page in tour.pages()})


def serious(message):
    """A page that refuses has the status it says, which a browser notes."""
    is_of_the_page = message.location["url"] == message.page.url
    if message.type in ("error", "warning") and not (
        is_of_the_page and "server responded with a status" in message.text
    ):
        yield message.text
