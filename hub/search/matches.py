"""Conditions on repositories: which have the typed words, and where.

Every typed word, or a word that begins with it, must be in the name, the description or the overview; or else every one
is a part of the name.
"""

from django.db.models import Q
from django.db.models.expressions import RawSQL

from hub.repositories.expressions import OneOf
from hub.repositories.models import RepositoryName
from hub.search import index, lookup, words

SHORTEST_PART = 3
NAME, LINE = lookup.COLUMNS[:1], lookup.COLUMNS[:2]
# What stands between the words of a name, and is not typed by everybody.
BETWEEN = ("-", "_", ".", "")


class Matches:
    """`untold` are the documents, by repository, that the index does not have or not as they are."""

    def __init__(self, typed, untold):
        self.typed = typed
        self.untold = {document.pk: document for document in untold}

    @classmethod
    def of(cls, queryset, typed):
        # Everything the index knows is asked of the index; of the few it was not told of yet, the rows themselves.
        return cls(typed, index.untold_documents(queryset))

    @property
    def has_parts(self):
        return min(map(len, self.typed)) >= SHORTEST_PART

    def anywhere(self):
        return self.condition(at_once(self.select_anywhere()), self.is_met_anywhere)

    def some_anywhere(self):
        """The same, for whoever stops at the first ones."""
        return self.condition(in_turn(self.select_anywhere()), self.is_met_anywhere)

    def select_anywhere(self):
        if self.has_parts:
            return lookup.of_words_or_parts(self.typed)
        return lookup.of_words(self.typed)

    def is_met_anywhere(self, document):
        return has_words(document, self.typed, lookup.COLUMNS) or (
            self.has_parts and has_parts(document, self.typed)
        )

    def in_name(self):
        return self.condition(
            in_turn(lookup.of_words(self.typed, NAME)),
            lambda document: has_words(document, self.typed, NAME),
        )

    def exactly(self):
        """Those whose name behind the slash is what was typed."""
        spelled = {one.join(self.typed) for one in BETWEEN}
        names = RepositoryName.objects.filter(name__in=spelled, is_current=True)
        return Q(pk__in=names.values("repository"))

    def misspelt(self):
        return self.condition(
            at_once(lookup.of_misspelt(self.typed)),
            lambda document: has_misspelt(document, self.typed),
        )

    def condition(self, indexed, is_met):
        if not self.untold:
            return indexed
        met = [pk for pk, document in self.untold.items() if is_met(document)]
        return (~Q(pk__in=list(self.untold)) & indexed) | Q(pk__in=met)


def in_turn(select) -> Q:
    """As the database thinks best."""
    return Q(pk__in=raw(select))


def at_once(select) -> Q:
    """Asked of the index before anything else. Row by row, in the order of stars say, its long texts cost 60 µs each."""
    return Q(OneOf("pk", raw(select)))


def raw(select):
    return RawSQL(select.sql, select.parameters)  # noqa: S611, placeholders only


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
