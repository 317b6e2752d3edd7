"""Where the database finds words: SELECTs of repository numbers, in the words of FTS5 or of PostgreSQL."""

from dataclasses import dataclass

from django.db import connection

from hub.search import words

COLUMNS = ("name", "description", "overview")
# PostgreSQL's columns of the words of those together.
VECTORS = {COLUMNS[:1]: "name_words", COLUMNS[:2]: "line_words", COLUMNS: "words"}
DOCUMENTS = "SELECT repository_id FROM search_searchdocument WHERE"


@dataclass(frozen=True, slots=True)
class Select:
    sql: str
    parameters: list


def of_words(typed, columns=COLUMNS) -> Select:
    """Those where every word, or one that begins with it, is in one of the columns."""
    if connection.vendor == "sqlite":
        every = " AND ".join(f'"{word}"*' for word in typed)
        return Select(
            "SELECT rowid FROM search_words WHERE search_words MATCH %s",
            [f"{{{' '.join(columns)}}} : ({every})"],
        )
    return Select(
        f"{DOCUMENTS} {VECTORS[columns]} @@ %s::tsquery", [tsquery_of_words(typed)]
    )


def tsquery_of_words(typed):
    return " & ".join(f"'{word}':*" for word in typed)


def of_misspelt(typed) -> Select:
    """Those where every word begins one of theirs, or is a typing mistake away from one of name and description."""
    if connection.vendor == "sqlite":
        return Select(
            "SELECT rowid FROM search_words WHERE search_words MATCH %s",
            [" AND ".join(map(fts_misspelt, typed))],
        )
    conditions, parameters = zip(*map(tsquery_misspelt, typed), strict=True)
    return Select(
        f"{DOCUMENTS} {' AND '.join(conditions)}",
        [one for several in parameters for one in several],
    )


def fts_misspelt(word):
    usual = f'{{{" ".join(COLUMNS)}}} : "{word}"*'
    near = " OR ".join(f'"{one}"' for one in words.spellings(word))
    return f"(({usual}) OR (spellings : ({near})))" if near else f"({usual})"


def tsquery_misspelt(word):
    """(condition, parameters)"""
    near = " | ".join(f"'{one}'" for one in words.spellings(word))
    if not near:
        return "words @@ %s::tsquery", [f"'{word}':*"]
    return (
        "(words @@ %s::tsquery OR spelled @@ %s::tsquery)",
        [f"'{word}':*", near],
    )


def of_words_or_parts(typed) -> Select:
    """Those of words, and those where every word is a part of the name. Of three characters or more: parts are trigrams."""
    if connection.vendor == "sqlite":
        of_these = of_words(typed)
        parts = "SELECT rowid FROM search_parts WHERE search_parts MATCH %s"
        every = " AND ".join(f'"{word}"' for word in typed)
        return Select(f"{of_these.sql} UNION {parts}", [*of_these.parameters, every])
    parts = " AND ".join(["name LIKE %s"] * len(typed))
    return Select(
        # Parts first: what trigrams find is read again, and the name is at hand where the long words must be unpacked.
        f"{DOCUMENTS} ({parts}) OR {VECTORS[COLUMNS]} @@ %s::tsquery",
        [*(f"%{word}%" for word in typed), tsquery_of_words(typed)],
    )
