"""What the browser says of a page: errors of scripts, and what the policy for content forbids."""


def noted(tour):
    """Answers a function: what the browser said of the sight that a page of this tour shows."""
    lines = {}

    def begin(page):
        if page not in lines:
            page.on("pageerror", lambda error: lines[page].append(error.message))
            page.on("requestfailed", lambda it: lines[page].append(str(it.failure)))
            page.on("console", lambda message: lines[page].extend(serious(message)))
        # What it said of an examination does not count.
        lines[page] = []

    tour.before_opening.append(begin)
    return lambda page: [f"the browser: {line}" for line in lines[page]]


def serious(message):
    """A page that refuses has the status it says, which a browser notes."""
    is_of_the_page = message.location["url"] == message.page.url
    if message.type in ("error", "warning") and not (
        is_of_the_page and "server responded with a status" in message.text
    ):
        yield message.text
