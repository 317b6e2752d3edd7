"""Reading a page in a test: what it links to, what its buttons copy, what stands on it."""

import re
from html import unescape


class Page:
    def __init__(self, response):
        self.status = response.status_code
        self.html = response.content.decode()
        self.links = self.attributes("href")
        self.copies = self.attributes("data-copy")

    def attributes(self, name):
        return [
            unescape(value) for value in re.findall(rf'{name}="([^"]*)"', self.html)
        ]

    @property
    def text(self):
        """The words, without tags; where a line may break, a word goes on."""
        html = self.html.partition("<main")[2].replace("<wbr>", "")
        words = re.sub(r"<[^>]+>", " ", html)
        return unescape(" ".join(words.split()))


def read(client, address, **headers):
    return Page(client.get(address, **headers))
