"""Code in three colours: words of the language, texts, and notes."""

from django.utils.html import escape
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, String
from pygments.util import ClassNotFound

WORD, TEXT, NOTE = CLASSES = ("code-word", "code-text", "code-note")
# The first that fits; what fits none is plain.
KINDS = [
    (Comment, NOTE),
    (String, TEXT),
    (Keyword, WORD),
    (Name.Tag, WORD),
    (Name.Builtin, WORD),
]
# Pygments works line by line through regular expressions, and some inputs make it slow.
LONGEST = 20_000


def highlight(code, language, attributes=""):
    """HTML for the inside of a <code>; the code itself where the language is not known."""
    if not language or len(code) > LONGEST:
        return escape(code)
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return escape(code)
    lexer.stripnl, lexer.ensurenl = False, False
    return "".join(span(kind, text) for kind, text in lexer.get_tokens(code))


def span(kind, text):
    for family, css_class in KINDS:
        if kind in family:
            return f'<span class="{css_class}">{escape(text)}</span>'
    return escape(text)
