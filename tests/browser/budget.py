"""What a first view may cost. The numbers are the design's."""

import gzip
from urllib.parse import urlsplit

FIRST_VIEW = 60 * 1024
SCRIPTS = 25 * 1024
REQUESTS = 4


def noted(tour):
    """Answers a function: what is too much of what a page of this tour loaded as it was opened.

    Its browser keeps nothing, so that every view is a first one.
    """
    responses, found, sizes = {}, {}, {}

    def begin(page):
        if page not in responses:
            page.on("response", lambda response: responses[page].append(response))
        responses[page] = []

    def weigh(page):
        found[page] = list(excesses(responses[page], page.url, sizes))

    tour.before_opening.append(begin)
    tour.after_opening.append(weigh)
    return lambda page: [f"too much: {excess}" for excess in found[page]]


def excesses(responses, url, sizes):
    strangers = {urlsplit(one.url).netloc for one in responses} - {urlsplit(url).netloc}
    if strangers:
        yield f"asks {strangers}"
    if len(responses) > REQUESTS:
        yield f"{len(responses)} requests"
    size = compressed(responses, sizes, "document", "stylesheet", "script")
    if size > FIRST_VIEW:
        yield f"{size} bytes"
    scripts = compressed(responses, sizes, "script")
    if scripts > SCRIPTS:
        yield f"{scripts} bytes of scripts"


def compressed(responses, sizes, *kinds):
    return sum(
        size_of(one, sizes)
        for one in responses
        if one.request.resource_type in kinds and not 300 <= one.status < 400
    )


def size_of(response, sizes):
    """Files are named by what is in them: each is fetched from the browser once."""
    if response.request.resource_type == "document":
        return len(gzip.compress(response.body()))
    if response.url not in sizes:
        sizes[response.url] = len(gzip.compress(response.body()))
    return sizes[response.url]
