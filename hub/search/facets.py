"""Narrowing what was found: which values there are, how many repositories have each, and those that have the chosen ones.

Of one facet any chosen value will do; of several facets each must be met. The numbers beside a facet's values count what
is found with the other facets as they are chosen, and only ever within the queryset that the caller may see.
"""

from collections import Counter, defaultdict
from datetime import timedelta
from enum import StrEnum

from django.db.models import Q
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
    Facet.TRUST: ["official", "verified"],
    Facet.KIND: list(ImageKind),
    Facet.ARCHITECTURE: ARCHITECTURES,
    Facet.SYSTEM: SYSTEMS,
    Facet.CATEGORY: list(Category),
    Facet.UPDATED: list(AGES),
}


def spelled(facet, value) -> str:
    """As it stands in Traits.text, one behind the other."""
    return f" {facet}:{value} "


def count(rows, chosen):
    """(those that meet all that is chosen, how many have which value). `chosen` has a set of known values for some facets."""
    since = since_when()
    alike = [(row.traits, age_of(row, since)) for row in rows]
    meeting, counts = set(), defaultdict(Counter)
    # Of five hundred rows many are alike, and each of those is read and weighed once.
    for one, number in Counter(alike).items():
        values = read(*one)
        missed = [f for f, wanted in chosen.items() if wanted.isdisjoint(values[f])]
        if not missed:
            meeting.add(one)
        for facet in Facet if not missed else missed if len(missed) == 1 else ():
            for value in values[facet]:
                counts[facet][value] += number
    met = [row for row, one in zip(rows, alike, strict=True) if one in meeting]
    return met, counts


def since_when() -> dict:
    """The moment from which on something is of an age, youngest first."""
    now = timezone.now()
    return {age: now - duration for age, duration in AGES.items()}


def age_of(row, since):
    if row.pushed_at is None:
        return ""
    return next((age for age, moment in since.items() if row.pushed_at >= moment), "")


def read(text, age):
    values = defaultdict(set)
    for word in (text or "").split():
        facet, _, value = word.partition(":")
        values[Facet(facet)].add(value)
    if age:
        # What was pushed this week was pushed this month too.
        ages = list(AGES)
        values[Facet.UPDATED].update(ages[ages.index(age) :])
    return values


def narrow(repositories, chosen):
    """Those of a queryset that have the chosen values."""
    since = since_when()
    for facet, wanted in chosen.items():
        repositories = repositories.filter(condition(facet, wanted, since))
    return repositories


def condition(facet, wanted, since):
    if facet == Facet.UPDATED:
        return Q(pushed_at__gte=min(since[age] for age in wanted))
    met = Q()
    for value in wanted:
        met |= Q(traits__text__contains=spelled(facet, value))
    return met
