"""Where the database finds words: SELECTs of repository numbers, in the words of FTS5 or of PostgreSQL."""

from dataclasses import dataclass

from django.db import connection

from hub.search import words

COLUMNS = ("name", "description", "overview")
# PostgreSQL's columns of the words of those together.
VECTORS = {COLUMNS[:1]: "name_words", COLUMNS[:2]: "line_words", COLUMNS: "words"}


@dataclass(frozen=True, slots=True)
class Select:
    sql: str
    parameters: list

    def at_once(self):
        """Asked of the index before anything else. Row by row, in the order of stars say, its long texts cost 60 µs each."""
        if connection.vendor == "sqlite":
            return self
        return Select(
            f"WITH found AS MATERIALIZED ({self.sql}) SELECT repository_id FROM found",  # noqa: S608, ours
            self.parameters,
        )


def of_words(typed, columns=COLUMNS) -> Select:
    """Those where every word, or one that begins with it, is in one of the columns."""
    if connection.vendor == "sqlite":
        every = " AND ".join(f'"{word}"*' for word in typed)
        return Select(
            "SELECT rowid FROM search_words WHERE search_words MATCH %s",
            [f"{{{' '.join(columns)}}} : ({every})"],
        )
    return Select(
        f"SELECT repository_id FROM search_searchdocument WHERE {VECTORS[columns]} @@ %s::tsquery",  # noqa: S608, ours
        [" & ".join(f"'{word}':*" for word in typed)],
    )


def of_misspelt(typed) -> Select:
    """Those where every word begins one of theirs, or is a typing mistake away from one of name and description."""
    if connection.vendor == "sqlite":
        return Select(
            "SELECT rowid FROM search_words WHERE search_words MATCH %s",
            [" AND ".join(map(fts_misspelt, typed))],
        )
    conditions, parameters = zip(*map(tsquery_misspelt, typed), strict=True)
    return Select(
        f"SELECT repository_id FROM search_searchdocument WHERE {' AND '.join(conditions)}",  # noqa: S608, ours
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
    of_these = of_words(typed)
    if connection.vendor == "sqlite":
        parts = "SELECT rowid FROM search_parts WHERE search_parts MATCH %s"
        every = " AND ".join(f'"{word}"' for word in typed)
        return Select(f"{of_these.sql} UNION {parts}", [*of_these.parameters, every])
    every = " AND ".join(["name LIKE %s"] * len(typed))
    return Select(
        f"{of_these.sql} OR ({every})",
        [*of_these.parameters, *(f"%{word}%" for word in typed)],
    )
