"""Which of what was found comes first.

Best first: the name itself, a name that begins so, words of the name, of the description, parts of the name, the
overview. Within each official images, then what has most stars, then most pulls this week, then what was pushed to last.
"""

from datetime import UTC, datetime, timedelta

from hub.oci import names
from hub.search.matches import LINE, NAME, has_parts, has_words

SPOKEN = str.maketrans("-_.", "   ")
NEVER, MOMENT = datetime.min.replace(tzinfo=UTC), timedelta(microseconds=1)


class Ranked:
    """Those repositories of a queryset, in that order; read when a part of them is asked for."""

    def __init__(self, queryset, pks):
        self.queryset = queryset
        self.pks = pks

    def __len__(self):
        return len(self.pks)

    def __getitem__(self, part):
        pks = self.pks[part]
        rows = self.queryset.select_related("namespace").defer("overview")
        found = rows.filter(pk__in=pks).in_bulk()
        # What became invisible since is left out.
        return [found[pk] for pk in pks if pk in found]


def usual_first(rows):
    return sorted(rows, key=usual)


def best_first(matches, rows):
    text, whole = " ".join(matches.typed), whole_names(matches.typed)
    begins = text, *whole

    def class_of_name(spoken):
        if spoken in whole:
            return 0
        if spoken.endswith(f"/{text}"):
            return 1
        return 2 if f"/{text}" in spoken or spoken.startswith(begins) else 3

    def key(row):
        found = class_of(row, matches) or class_of_name(spoken_name(row))
        return found, *usual(row)

    return sorted(rows, key=key)


def usual(row):
    is_official = row.full_name.startswith(f"{names.LIBRARY}/")
    age = -(((row.pushed_at or NEVER) - NEVER) // MOMENT)
    return not is_official, -row.star_count, -row.weekly_pulls, age, row.full_name


def class_of(row, matches):
    """0 where the words are in the name: that is told apart further."""
    document, typed = matches.untold.get(row.pk, row), matches.typed
    if document.name is None or has_words(document, typed, NAME):
        return 0
    if has_words(document, typed, LINE):
        return 4
    return 5 if matches.has_parts and has_parts(document, typed) else 6


def spoken_name(row):
    """`my org/my app` of `my-org/my_app`."""
    return row.full_name.translate(SPOKEN)


def whole_names(typed):
    """What the words are when they are a whole name: the slash may stand between any two of them."""
    return (
        f"{names.LIBRARY}/{' '.join(typed)}",
        *(
            f"{' '.join(typed[:at])}/{' '.join(typed[at:])}"
            for at in range(1, len(typed))
        ),
    )
