"""What the days say of a repository: pulls a day, and what was pulled by whom."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from hub.statistics.models import DAYS_KEPT, DailyPulls, today

RANGES = (7, 30, 90)
USUAL_RANGE = 30
SHARES_SHOWN = 6
DAYS_DRAWN = 31
WEEKS_SHOWN = 12  # whole ones; a day more is not kept


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    pulls: int

    @property
    def last(self):
        return self.day


@dataclass(frozen=True, slots=True)
class Week:
    day: date  # the first
    last: date
    pulls: int


@dataclass(frozen=True, slots=True)
class Share:
    name: str
    pulls: int


@dataclass(frozen=True, slots=True)
class Shares:
    """The largest, and in one sum the `others`."""

    shown: list
    others: Share | None = None
    number_of_others: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    days: list
    pulls: int
    before: int | None  # as many days before; None where they are not kept
    tags: Shares
    platforms: Shares
    clients: Shares

    @property
    def by_week(self):
        """So many days are read by week."""
        return len(self.days) > DAYS_DRAWN

    @property
    def bars(self):
        return weeks(self.days) if self.by_week else self.days

    @property
    def busiest(self):
        return max(self.days, key=lambda one: one.pulls)

    @property
    def average(self):
        return self.pulls / len(self.days)

    @property
    def change(self):
        """In percent of the days before; None where there is nothing to compare with."""
        if not self.before:
            return None
        return round(100 * (self.pulls - self.before) / self.before)


def of(repository, number_of_days) -> Report:
    """The last days up to today, with four queries."""
    last = today()
    first = last - timedelta(days=number_of_days - 1)
    found = DailyPulls.objects.of_repository(repository)
    by_day = sums(found.between(first - timedelta(days=number_of_days), last), "day")
    days = days_of(by_day, first, number_of_days)
    pulls = sum(one.pulls for one in days)
    within = found.between(first, last)
    return Report(
        days=days,
        pulls=pulls,
        before=sum(by_day.values()) - pulls if is_kept(2 * number_of_days) else None,
        tags=shares(within, "tag"),
        platforms=shares(within, "platform"),
        clients=shares(within, "client"),
    )


def recent_weeks(repository) -> list[Week]:
    """The last ones, with one query; none where there was no pull."""
    number_of_days = 7 * WEEKS_SHOWN
    last = today()
    first = last - timedelta(days=number_of_days - 1)
    found = DailyPulls.objects.of_repository(repository).between(first, last)
    by_day = sums(found, "day")
    return weeks(days_of(by_day, first, number_of_days)) if by_day else []


def days_of(by_day, first, number) -> list[Day]:
    """Those without a pull too."""
    days = (first + timedelta(days=n) for n in range(number))
    return [Day(day, by_day.get(day, 0)) for day in days]


def weeks(days) -> list[Week]:
    """The last one whole, so the first may be shorter."""
    ends = range(len(days) % 7 or 7, len(days) + 1, 7)
    parts = [days[max(end - 7, 0) : end] for end in ends]
    return [
        Week(part[0].day, part[-1].day, sum(one.pulls for one in part))
        for part in parts
    ]


def rows(repository, number_of_days):
    """Every sum of the last days, as it is kept."""
    last = today()
    first = last - timedelta(days=number_of_days - 1)
    found = DailyPulls.objects.of_repository(repository).between(first, last)
    return found.order_by("day", "tag", "platform", "client")


def is_kept(number_of_days):
    return number_of_days <= DAYS_KEPT


def sums(found, field) -> dict:
    return dict(found.values_list(field).annotate(Sum("pulls")).order_by())


def shares(found, field) -> Shares:
    summed = sorted(sums(found, field).items(), key=lambda one: (-one[1], one[0]))
    many = len(summed) > SHARES_SHOWN
    shown = summed[: SHARES_SHOWN - 1] if many else summed
    rest = summed[len(shown) :]
    return Shares(
        [Share(name, pulls) for name, pulls in shown],
        Share("", sum(pulls for _, pulls in rest)) if rest else None,
        len(rest),
    )
