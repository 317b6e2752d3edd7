"""Narrowing what was found: which values there are, how many repositories have each, and those that have the chosen ones.

Of one facet any chosen value will do; of several facets each must be met. The numbers beside a facet's values count what
is found with the other facets as they are chosen, and only ever within the queryset that the caller may see.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.db.models import Case, Count, F, Q, Value, When
from django.utils import timezone

from hub.repositories.models import Category


class Facet(StrEnum):
    """As they are called in addresses."""

    TRUST = "trust"
    KIND = "kind"
    ARCHITECTURE = "architecture"
    SYSTEM = "os"
    CATEGORY = "category"
    UPDATED = "updated"


class ImageKind(StrEnum):
    IMAGE = "image"
    CHART = "chart"
    ARTIFACT = "artifact"


ARCHITECTURES = [
    "amd64",
    "arm64",
    "arm",
    "arm/v5",
    "arm/v6",
    "arm/v7",
    "arm/v8",
    "386",
    "loong64",
    "mips",
    "mipsle",
    "mips64",
    "mips64le",
    "ppc64",
    "ppc64le",
    "riscv64",
    "s390x",
    "wasm",
]
SYSTEMS = [
    "linux",
    "windows",
    "darwin",
    "freebsd",
    "netbsd",
    "openbsd",
    "solaris",
    "wasip1",
]
AGES = {
    "week": timedelta(days=7),
    "month": timedelta(days=31),
    "year": timedelta(days=366),
}
VALUES = {
    Facet.TRUST: ["official"],
    Facet.KIND: list(ImageKind),
    Facet.ARCHITECTURE: ARCHITECTURES,
    Facet.SYSTEM: SYSTEMS,
    Facet.CATEGORY: list(Category),
    Facet.UPDATED: list(AGES),
}


def spelled(facet, value) -> str:
    """As it stands in Traits.text, one behind the other."""
    return f" {facet}:{value} "


@dataclass(frozen=True)
class Narrowed:
    repositories: object  # a queryset
    total: int
    counts: dict  # of each facet, by value


def narrow(repositories, chosen) -> Narrowed:
    """`chosen` has a set of known values for some facets. One query counts for all facets at once."""
    now = timezone.now()
    total, counts = 0, defaultdict(Counter)
    for text, age, number in groups(repositories, now):
        values = read(text or "", age)
        missed = [f for f, wanted in chosen.items() if wanted.isdisjoint(values[f])]
        total += 0 if missed else number
        for facet in Facet if not missed else missed if len(missed) == 1 else ():
            for value in values[facet]:
                counts[facet][value] += number
    for facet, wanted in chosen.items():
        repositories = repositories.filter(condition(facet, wanted, now))
    return Narrowed(repositories, total, counts)


def groups(repositories, now):
    """(traits, age, how many): there are few different ones, however many repositories there are."""
    ages = [When(pushed_at__gte=now - AGES[age], then=Value(age)) for age in AGES]
    rows = repositories.order_by().annotate(
        text=F("traits__text"), age=Case(*ages, default=Value(""))
    )
    rows = rows.values("text", "age").annotate(number=Count("pk"))
    return rows.values_list("text", "age", "number")


def read(text, age):
    values = defaultdict(set)
    for word in text.split():
        facet, _, value = word.partition(":")
        values[Facet(facet)].add(value)
    if age:
        # What was pushed this week was pushed this month too.
        ages = list(AGES)
        values[Facet.UPDATED].update(ages[ages.index(age) :])
    return values


def condition(facet, wanted, now):
    if facet == Facet.UPDATED:
        return Q(pushed_at__gte=now - max(AGES[age] for age in wanted))
    met = Q()
    for value in wanted:
        met |= Q(traits__text__contains=spelled(facet, value))
    return met
