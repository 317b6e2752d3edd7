"""Bars of a chart, in percent of its width and height: drawn by attributes, so that no inline style is needed."""

from dataclasses import dataclass

FILLED = 0.72  # of a bar's place


@dataclass(frozen=True)
class Bar:
    """Texts, which no language writes with a comma."""

    x: str
    y: str
    width: str
    height: str
    of: object


@dataclass(frozen=True)
class Chart:
    bars: list
    top: int

    @property
    def half(self):
        return self.top // 2


def of_days(days) -> Chart:
    """Days without a pull keep their place."""
    top = round_up(max(day.pulls for day in days))
    place = 100 / len(days)
    bars = [bar(number, day, place, top) for number, day in enumerate(days)]
    return Chart(bars, top)


def bar(number, day, place, top):
    height = 100 * day.pulls / top
    return Bar(
        x=f"{place * (number + (1 - FILLED) / 2):.2f}",
        y=f"{100 - height:.2f}",
        width=f"{place * FILLED:.2f}",
        height=f"{height:.2f}",
        of=day,
    )


def round_up(number):
    """To what an axis ends at: even, so that its half can stand on it too."""
    power = 1
    while number > 10 * power:
        power *= 10
    return next(n * power for n in (2, 4, 6, 8, 10) if n * power >= number)
