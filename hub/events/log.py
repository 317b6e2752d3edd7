"""Reading the log: newest first, "older" by key, and never more rows walked over than a window holds.

A filter that matches rarely would otherwise walk a million events for one page: it answers what its window has, and
`older` says where to go on.
"""

from dataclasses import dataclass
from datetime import datetime

from hub.events.models import Event

WINDOW = 20_000


@dataclass(frozen=True)
class Asked:
    """What to show of a scope: empty is everything. `until` is the first moment that is not shown."""

    kind: str = ""
    actor_id: int | None = None
    repository: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def narrows(self):
        return bool(self.kind or self.actor_id or self.repository)

    def of(self, events):
        if self.kind:
            events = events.filter(kind=self.kind)
        if self.actor_id:
            events = events.filter(actor_id=self.actor_id)
        if self.repository:
            events = events.filter(repository=self.repository)
        return events


@dataclass(frozen=True)
class Page:
    """`older` is the key of the next page; None: there is nothing older."""

    events: list
    older: int | None


def page(scope, asked, *, before=None, size=50, window=WINDOW) -> Page:
    """`scope` is the events of a repository, of a namespace, or all of them."""
    scope = bounded(scope, asked, before).order_by("-pk")
    floor = end_of_window(scope, window) if asked.narrows else 0
    found = asked.of(scope.filter(pk__gt=floor)).select_related("actor")
    events = list(found[: size + 1])
    if len(events) > size:
        return Page(events[:size], events[size - 1].pk)
    return Page(events, floor + 1 if floor else None)


def bounded(scope, asked, before):
    """Days become numbers: events are numbered as they happen, and every index of a scope ends with the number."""
    if before:
        scope = scope.filter(pk__lt=before)
    by_time = Event.objects.order_by("at", "pk").values_list("pk", flat=True)
    if asked.since:
        first = by_time.filter(at__gte=asked.since).first()
        scope = scope.filter(pk__gte=first) if first else scope.none()
    if asked.until:
        last = by_time.filter(at__lt=asked.until).last()
        scope = scope.filter(pk__lte=last) if last else scope.none()
    return scope


def end_of_window(scope, window):
    """The number of the first event behind the window; 0 where the window holds all."""
    behind = scope.values_list("pk", flat=True)[window : window + 1]
    return next(iter(behind), 0)
