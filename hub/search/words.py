"""Texts as words: one split for index and query alike, so that no database's own parser is ever asked.

What comes out holds letters and digits only and needs no quoting anywhere.
"""

import re
import unicodedata

TEXT_LENGTH = 200  # of what is typed; the rest is not read
WORDS_TYPED = 8
WORD_LENGTH = 64  # PostgreSQL takes no lexeme of 2 KiB
# Shorter words are too like each other, and longer ones nobody types by heart.
MISSPELT = range(4, 25)

WORD = re.compile(r"[^\W_]+")
# Written without spaces: every character is a word of its own.
IDEOGRAPHS = re.compile(
    r"([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)


def split(text: str) -> list[str]:
    """`Café my_app-2` gives cafe, my, app, 2."""
    return [
        word[:WORD_LENGTH] for word in WORD.findall(IDEOGRAPHS.sub(r" \1 ", fold(text)))
    ]


def fold(text):
    """Without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", bare).casefold()


def typed(text: str) -> list[str]:
    """The words that somebody types into the search box."""
    return list(dict.fromkeys(split(text[:TEXT_LENGTH])))[:WORDS_TYPED]


def of_name(full_name: str) -> str:
    """`alice/my-app` is found as alice, my, app and myapp."""
    namespace, _, name = full_name.partition("/")
    parts = split(name)
    together = ["".join(parts)[:WORD_LENGTH]] if len(parts) > 1 else []
    return " ".join([*split(namespace), *parts, *together])


def spellings(word: str) -> list[str]:
    """The word, and what is left of it without any one of its characters.

    Two words share one of these when a typing mistake lies between them: a character too many, too few, another one, or
    two that changed places.
    """
    if len(word) not in MISSPELT:
        return []
    shorter = (word[:at] + word[at + 1 :] for at in range(len(word)))
    return [word, *dict.fromkeys(shorter)]


def all_spellings(text: str) -> str:
    return " ".join(
        dict.fromkeys(one for word in text.split() for one in spellings(word))
    )


def of_line(text: str) -> str:
    return " ".join(split(text))


def of_page(text: str) -> str:
    """Each word once: an overview is asked whether it holds a word, never how often."""
    return " ".join(dict.fromkeys(split(text)))
