"""The facets as the page shows them: what was chosen in the address, the ticks with their numbers, the chips to take away."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hub.repositories.models import Category
from hub.search.facets import VALUES, Facet, ImageKind

TITLES = {
    Facet.TRUST: _("Trust"),
    Facet.KIND: _("Kind"),
    Facet.ARCHITECTURE: _("Architecture"),
    Facet.SYSTEM: _("Operating system"),
    Facet.CATEGORY: _("Category"),
    Facet.UPDATED: _("Last pushed"),
}
LABELS = {
    "official": _("Official image"),
    "verified": _("Verified publisher"),
    ImageKind.IMAGE: _("Image"),
    ImageKind.CHART: _("Helm chart"),
    ImageKind.ARTIFACT: _("Other artifact"),
    "linux": "Linux",
    "windows": "Windows",
    "darwin": "macOS",
    "freebsd": "FreeBSD",
    "netbsd": "NetBSD",
    "openbsd": "OpenBSD",
    "solaris": "Solaris",
    "wasip1": "WASI",
    "week": _("Past week"),
    "month": _("Past month"),
    "year": _("Past year"),
    **dict(Category.choices),
}
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Option:
    facet: Facet
    value: str
    number: int
    is_chosen: bool
    is_at_least: bool  # there may be more

    @property
    def label(self):
        return LABELS.get(self.value, self.value)

    @property
    def id(self):
        return f"{self.facet}-{self.value}".replace("/", "-")


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    options: list[Option]

    @property
    def first(self):
        return self.options[:SHOWN]

    @property
    def more(self):
        return self.options[SHOWN:]


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    address: str  # of the same search without it


def chosen(request) -> dict:
    """Known values only, by facet; whatever else the address says is not read."""
    found = {
        facet: {value for value in VALUES[facet] if value in request.GET.getlist(facet)}
        for facet in Facet
    }
    return {facet: values for facet, values in found.items() if values}


def groups(found, chosen) -> list[Group]:
    """Those with something to choose."""
    groups = [Group(TITLES[facet], options(facet, found, chosen)) for facet in Facet]
    return [group for group in groups if group.options]


def options(facet, found, chosen):
    picked, numbers = chosen.get(facet, ()), found.counts.get(facet, {})
    is_at_least = facet in found.at_least
    found = [
        Option(facet, str(value), numbers.get(value, 0), value in picked, is_at_least)
        for value in VALUES[facet]
        if numbers.get(value) or value in picked
    ]
    if facet == Facet.UPDATED:
        return found
    return sorted(found, key=lambda one: (not one.is_chosen, -one.number))


def chips(request, chosen) -> list[Chip]:
    return [
        Chip(LABELS.get(value, value), without(request, facet, value))
        for facet, values in chosen.items()
        for value in VALUES[facet]
        if value in values
    ]


def without(request, facet, value):
    address = request.GET.copy()
    address.setlist(facet, [one for one in address.getlist(facet) if one != value])
    address.pop("page", None)
    return f"?{address.urlencode()}"


def without_any(request):
    address = request.GET.copy()
    for name in (*Facet, "page"):
        address.pop(name, None)
    return f"?{address.urlencode()}"
