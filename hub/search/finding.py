"""Search as a whole: the words find, the facets narrow, and what is left is put in its order.

However many match, a bounded number of them is looked at (see hub.search.pools): what is found says whether there are more.
"""

from dataclasses import dataclass, field
from functools import partial

from hub.search import facets, pools, ranking, words
from hub.search.matches import Matches
from hub.search.pools import STARRED

SUGGESTIONS_RANKED = 100


@dataclass(frozen=True, slots=True)
class Found:
    repositories: ranking.Ranked
    is_more: bool = False  # there are more than these
    is_misspelt: bool = False  # nothing has the words as they were typed
    counts: dict = field(default_factory=dict)  # of each facet, by value
    at_least: frozenset = frozenset()  # the facets whose numbers may be larger

    @property
    def total(self):
        return len(self.repositories)


@dataclass(frozen=True, slots=True)
class Way:
    """`pool` takes a queryset and gives the Pool of what it finds there, `sort` puts its rows in order.

    `sample` is quicker where there is much, and in no order.
    """

    pool: object
    sample: object
    sort: object = list
    is_misspelt: bool = False


def find(queryset, text, chosen, order) -> Found:
    way, sample = way_of(queryset, text, order, in_part=bool(chosen))
    if sample.is_more and chosen:
        return found_among_many(queryset, chosen, way, sample)
    pool = way.pool(queryset) if chosen else sample
    met, counts = facets.count(way.sort(pool.rows), chosen)
    return found(queryset, met, way, pool.is_more, counts)


def found_among_many(queryset, chosen, way, sample):
    """The chosen ones are looked for among all; what else could be chosen is counted in the sample."""
    pool = way.pool(facets.narrow(queryset, chosen))
    met, counts = facets.count(way.sort(pool.rows), {})
    _, seen = facets.count(sample.rows, chosen)
    for facet in chosen:
        counts[facet] |= seen[facet]
    return found(queryset, met, way, pool.is_more, counts, chosen)


def found(queryset, rows, way, is_more, counts, counted_in_part=()):
    repositories = ranking.Ranked(queryset, [row.pk for row in rows])
    at_least = frozenset(facets.Facet if is_more else counted_in_part)
    return Found(repositories, is_more, way.is_misspelt, counts, at_least)


def way_of(queryset, text, order, *, in_part):
    """How to search, and what that finds. A mistake is forgiven where nothing has the words as typed."""
    typed = words.typed(text)
    if not typed:
        pool = partial(pools.nothing if text.strip() else pools.everything, order=order)
        return tried(queryset, Way(pool, pool), in_part)
    matches = Matches.of(queryset, typed)
    way, pool = tried(queryset, as_typed(matches, order), in_part)
    if pool.rows or not any(map(words.spellings, typed)):
        return way, pool
    return tried(queryset, nearly(matches, order), in_part)


def tried(queryset, way, in_part):
    return way, (way.sample if in_part else way.pool)(queryset)


def as_typed(matches, order):
    condition = matches.anywhere()
    sample = partial(pools.matching, matches.some_anywhere(), order=())
    if order:
        return Way(partial(pools.matching, condition, order=order), sample)
    best_first = partial(ranking.best_first, matches)
    return Way(partial(pools.best, matches), sample, best_first)


def nearly(matches, order):
    condition = matches.misspelt()
    sample = partial(pools.matching, condition, order=())
    if order:
        pool = partial(pools.matching, condition, order=order)
        return Way(pool, sample, is_misspelt=True)
    pool = partial(pools.matching, condition, order=STARRED, fields=pools.FIELDS)
    return Way(pool, sample, ranking.usual_first, is_misspelt=True)


def suggest(queryset, text, number) -> list:
    """Asked at each key: names only, and nothing is forgiven."""
    typed = words.typed(text)
    if not typed:
        return []
    matches = Matches.of(queryset, typed)
    pool = pools.named(matches, queryset, SUGGESTIONS_RANKED)
    rows = ranking.best_first(matches, pool.rows)
    return ranking.Ranked(queryset, [row.pk for row in rows])[:number]
