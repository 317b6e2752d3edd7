"""What built a layer, as it stood in the Dockerfile."""

import pytest

from hub.web.templatetags.instructions import instruction, plain


@pytest.mark.parametrize(
    ("recorded", "written"),
    [
        ('/bin/sh -c #(nop)  CMD ["a"]', 'CMD ["a"]'),
        ("/bin/sh -c apt-get update", "RUN apt-get update"),
        ("RUN /bin/sh -c apt-get update # buildkit", "RUN apt-get update"),
        ("RUN |1 VERSION=2 /bin/sh -c make # buildkit", "RUN make"),
        ("COPY app / # buildkit", "COPY app /"),
        ("# debian.sh --arch 'amd64'", "# debian.sh --arch 'amd64'"),
    ],
)
def test_it_leaves_out_what_the_builder_added(recorded, written):
    assert plain(recorded) == written


def test_it_colours_the_word_and_escapes_the_rest():
    html = instruction("ENV A=<b>")

    assert html == '<span class="code-word">ENV</span> A=&lt;b&gt;'


def test_its_lines_break_between_words():
    assert instruction("RUN a --b").endswith(' a <span class="word">--b</span>')


def test_it_reads_a_long_text_once():
    """A regular expression that begins with any number of spaces would look for its end from each of them."""
    spaces = "RUN x" + " " * 1_000_000 + "y"

    assert plain(spaces) == spaces
