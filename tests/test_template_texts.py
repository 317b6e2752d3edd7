"""No template says a word outside of a translate tag."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parent.parent / "templates"
FILES = sorted(
    file
    for kind in ("html", "txt")
    for file in TEMPLATES.rglob(f"*.{kind}")
    if file.name != "robots.txt"  # for programs
)

# Names, units and commands: the same in every language.
SAME_EVERYWHERE = {
    *("Berth", "UTC", "sha256", "B", "root", "CSV", "JSON", "CI"),
    *("GitHub", "Actions", "GitLab", "docker", "pull", "podman", "skopeo"),
}
SAID = ("alt", "aria-label", "data-label", "placeholder", "title")
NOT_SAID = ("code", "kbd", "script", "style", "svg")

REMARKS = re.compile(r"{#.*?#}|{% comment .*?%}.*?{% endcomment %}", re.DOTALL)
TRANSLATED = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}", re.DOTALL)
CLASS = re.compile(r"{% block \w+_class %}.*?{% endblock %}")
TAG = re.compile(r"{%.*?%}", re.DOTALL)
VARIABLE = re.compile(r"{{.*?}}", re.DOTALL)
# For what is only known later, which may stand where HTML wants a name.
LATER = "zq"


class Words(HTMLParser):
    """The words that stand in a page as they are."""

    def __init__(self, template):
        super().__init__()
        self.found = set()
        self.silent = 0
        for pattern in (REMARKS, TRANSLATED, CLASS, TAG):
            template = pattern.sub("", template)
        self.feed(VARIABLE.sub(LATER, template))
        self.close()

    def handle_starttag(self, tag, attributes):
        self.silent += tag in NOT_SAID
        for name, value in attributes:
            if name in SAID:
                self.hear(value or "")

    def handle_endtag(self, tag):
        self.silent -= tag in NOT_SAID

    def handle_data(self, data):
        if not self.silent:
            self.hear(data)

    def hear(self, text):
        words = re.findall(r"[^\W\d_]+\d*", text.replace(LATER, " "))
        self.found |= set(words) - SAME_EVERYWHERE


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_says_nothing_by_itself(file):
    assert Words(file.read_text()).found == set()


@pytest.mark.parametrize(
    "template",
    [
        "<p>Hello</p>",
        '<p>{% translate "x" %} Hello</p>',
        "<{{ heading }}>Hello</{{ heading }}>",
        '<button aria-label="Hello">{{ name }}</button>',
        "{% if a %}<code>x</code> Hello{% endif %}",
    ],
)
def test_a_word_is_found(template):
    assert Words(template).found == {"Hello"}
