"""Which repositories are looked at, of all that match: as many as people read, and a bounded number whatever was typed.

Order and numbers beside the facets are made of a pool. Where not all have room in it, those come first whose name is as
typed, then official images and what has most stars; and what has the words in its name comes before what has them elsewhere.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import F

from hub.repositories.models import OFFICIAL, Repository

SIZE = 500
# In the words of an index each: the database walks it where much matches, and sorts where little does.
STARRED = ("-star_count", "-pk")
NEWEST = (F("pushed_at").desc(nulls_last=True), "full_name")
# What facets are counted by, what else gives an order, and what tells where the words are.
COUNTED = ("pk", "traits__text", "pushed_at")
FIELDS = (*COUNTED, "full_name", "star_count", "weekly_pulls")
WORDS = ("search_document__name", "search_document__description")


class Row(NamedTuple):
    """Of one repository, what order and facets are made of."""

    pk: int
    traits: str | None
    pushed_at: datetime | None
    # Not read where the database gave the order.
    full_name: str = ""
    star_count: int = 0
    weekly_pulls: int = 0
    # As the index has them; not read where it is known that the name has the words.
    name: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    rows: list[Row]
    is_more: bool = False


def first(queryset, order, size=None, fields=FIELDS) -> Pool:
    size = size or SIZE
    found = queryset.order_by(*order)
    if order:
        # Chosen before anything is joined to them.
        chosen = found.values("pk")[: size + 1]
        found = Repository.objects.filter(pk__in=chosen).order_by(*order)
    rows = [Row(*values) for values in found.values_list(*fields)[: size + 1]]
    return Pool(rows[:size], len(rows) > size)


def together(*pools, size=None) -> Pool:
    size = size or SIZE
    rows = {row.pk: row for pool in pools for row in pool.rows}
    is_more = len(rows) > size or any(pool.is_more for pool in pools)
    return Pool(list(rows.values())[:size], is_more)


def nothing(queryset, order) -> Pool:
    return Pool([])


def everything(queryset, order) -> Pool:
    return first(queryset, order or NEWEST, fields=COUNTED)


def matching(condition, queryset, order, fields=COUNTED) -> Pool:
    return first(queryset.filter(condition), order, fields=fields)


def best(matches, queryset) -> Pool:
    by_name = named(matches, queryset)
    if by_name.is_more:
        return by_name
    anywhere = queryset.filter(matches.anywhere())
    return together(by_name, first(anywhere, STARRED, fields=FIELDS + WORDS))


def named(matches, queryset, size=None) -> Pool:
    has_words = matches.in_name()
    by_stars = first(queryset.filter(has_words), STARRED, size)
    if not by_stars.is_more:
        return by_stars
    exactly = first(queryset.filter(matches.exactly()), STARRED, size)
    official = first(queryset.filter(OFFICIAL, has_words), STARRED, size)
    return together(exactly, official, by_stars, size=size)
