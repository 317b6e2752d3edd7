"""Which repositories the typed words find, and which of them comes first.

Every typed word, or a word that begins with it, must be in the name, the description or the overview; or else every
one is a part of the name. Best first: the name itself, a name that begins so, words of the name, of the
description, parts of the name, the overview. Within each official images, then what has most stars, then what was
pushed to last. Where nothing has the words, a typing mistake in each word is forgiven.
"""

from dataclasses import dataclass

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Replace

from hub.oci import names
from hub.repositories.models import OFFICIAL
from hub.search import index, lookup, words

SHORTEST_PART = 3


@dataclass(frozen=True, slots=True)
class Found:
    """`repositories` is a queryset, to be filtered, counted and sliced."""

    repositories: QuerySet
    is_misspelt: bool = False  # nothing has the words as they were typed


def find(queryset, text) -> Found:
    """Nothing typed finds everything, newest first."""
    typed = words.typed(text)
    if not typed:
        return Found(queryset.none() if text.strip() else in_order(queryset))
    # Everything the index knows is asked of the index; of the few it was not told of yet, the rows themselves.
    matches = Matches(typed, index.untold_documents(queryset))
    as_typed = queryset.filter(matches.anywhere())
    if as_typed.exists() or not any(map(words.spellings, typed)):
        return Found(best_first(as_typed, typed, matches))
    nearly = queryset.filter(matches.misspelt()).alias(is_known=OFFICIAL)
    return Found(in_order(nearly, "-is_known", "-star_count"), is_misspelt=True)


def suggest(queryset, text) -> QuerySet:
    """Asked at each key: names only, and nothing is forgiven."""
    typed = words.typed(text)
    if not typed:
        return queryset.none()
    matches = Matches(typed, index.untold_documents(queryset))
    named = queryset.filter(matches.in_columns("name"))
    return best_first(named, typed, matches).defer("overview")


def best_first(found, typed, matches):
    return in_order(
        found.alias(spoken_name=spoken_name()).alias(
            search_class=best_class(typed, matches), is_known=OFFICIAL
        ),
        *("search_class", "-is_known", "-star_count"),
    )


def in_order(queryset, *first):
    return queryset.order_by(*first, F("pushed_at").desc(nulls_last=True), "full_name")


def spoken_name():
    """`my-org/my_app` as `my org/my app`."""
    spoken = F("full_name")
    for separator in "-_.":
        spoken = Replace(spoken, Value(separator), Value(" "))
    return spoken


def best_class(typed, matches):
    """Names are compared only where the words are in the name: most rows of a common word are spared that."""
    return Case(
        When(matches.in_columns("name"), then=class_of_name(typed)),
        When(matches.in_columns("name", "description"), then=4),
        When(matches.in_parts(), then=5),
        default=6,
    )


def class_of_name(typed):
    return Case(
        When(spoken_name__in=whole_names(typed), then=0),
        When(spoken_name__endswith=f"/{' '.join(typed)}", then=1),
        When(begins_with(typed), then=2),
        default=3,
    )


def whole_names(typed):
    """What the words are when they are a whole name: the slash may stand between any two of them."""
    return [
        f"{names.LIBRARY}/{' '.join(typed)}",
        *(
            f"{' '.join(typed[:at])}/{' '.join(typed[at:])}"
            for at in range(1, len(typed))
        ),
    ]


def begins_with(typed):
    begins = Q(spoken_name__contains=f"/{' '.join(typed)}")
    for start in [" ".join(typed), *whole_names(typed)]:
        begins |= Q(spoken_name__startswith=start)
    return begins


class Matches:
    """Conditions on repositories; `untold` are the documents that the index does not have, or not as they are."""

    def __init__(self, typed, untold):
        self.typed = typed
        self.untold = untold

    def anywhere(self):
        select = lookup.of_words(self.typed)
        if self.has_parts:
            select = select.union(lookup.of_parts(self.typed))
        return self.condition(
            select,
            lambda document: (
                has_words(document, self.typed, lookup.COLUMNS)
                or (self.has_parts and has_parts(document, self.typed))
            ),
        )

    def in_columns(self, *columns):
        return self.condition(
            lookup.of_words(self.typed, columns),
            lambda document: has_words(document, self.typed, columns),
        )

    def in_parts(self):
        if not self.has_parts:
            return Q(pk__in=[])
        return self.condition(
            lookup.of_parts(self.typed),
            lambda document: has_parts(document, self.typed),
        )

    def misspelt(self):
        return self.condition(
            lookup.of_misspelt(self.typed),
            lambda document: has_misspelt(document, self.typed),
        )

    @property
    def has_parts(self):
        return min(map(len, self.typed)) >= SHORTEST_PART

    def condition(self, select, is_met):
        indexed = Q(pk__in=RawSQL(select.sql, select.parameters))  # noqa: S611, placeholders only
        if not self.untold:
            return indexed
        met = [document.pk for document in self.untold if is_met(document)]
        told = ~Q(pk__in=[document.pk for document in self.untold])
        return (told & indexed) | Q(pk__in=met)


def has_words(document, typed, columns):
    have = " " + " ".join(getattr(document, column) for column in columns)
    return all(f" {word}" in have for word in typed)


def has_parts(document, typed):
    return all(word in document.name for word in typed)


def has_misspelt(document, typed):
    near = set(document.spellings.split())
    return all(
        has_words(document, [word], lookup.COLUMNS)
        or not near.isdisjoint(words.spellings(word))
        for word in typed
    )
