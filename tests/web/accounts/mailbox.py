"""Reading what the hub sent."""

import re


def link_in(message):
    """The path of the one link, which is at the hub."""
    (link,) = re.findall(r"^http://\S+$", message.body, re.MULTILINE)
    return link.removeprefix("http://testserver")
