"""What a first view may cost. The numbers are the design's."""

import gzip
from contextlib import contextmanager
from urllib.parse import urlsplit

FIRST_VIEW = 60 * 1024
SCRIPTS = 25 * 1024
REQUESTS = 4


@contextmanager
def counted(page):
    """Answers a list, which in the end has what is too much of what the page loaded meanwhile."""
    responses, found = [], []
    page.on("response", lambda response: responses.append(response))
    yield found
    found.extend(excesses(responses, page.url))


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
        if one.request.resource_type in kinds and not 300 <= one.status < 400
    )
