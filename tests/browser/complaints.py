"""What the browser says of a page: errors of scripts, and what the policy for content forbids."""

from contextlib import contextmanager


@contextmanager
def noted(tour):
    """Answers a function: what the browser said of a page of this tour."""
    lines = {}

    def listen(page):
        mine = lines[page] = []
        page.on("pageerror", lambda error: mine.append(error.message))
        page.on("requestfailed", lambda request: mine.append(str(request.failure)))
        page.on("console", lambda message: mine.extend(serious(message)))

    before, tour.watch = tour.watch, listen
    # What it says of the examination itself does not count.
    yield lambda page: [f"the browser: {line}" for line in lines[page]]
    tour.watch = before


def serious(message):
    """A page that refuses has the status it says, which a browser notes."""
    is_of_the_page = message.location["url"] == message.page.url
    if message.type in ("error", "warning") and not (
        is_of_the_page and "server responded with a status" in message.text
    ):
        yield message.text
