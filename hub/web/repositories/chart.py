"""Bars of a chart, in percent of its width and height: drawn by attributes, so that no inline style is needed."""

from dataclasses import dataclass

FILLED = 0.72  # of a bar's place
NAMED = 4.5  # about so many bars have their day under them


@dataclass(frozen=True)
class Bar:
    """Texts, which no language writes with a comma."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    of: object


@dataclass(frozen=True)
class Chart:
    bars: list
    top: int

    @property
    def half(self):
        return self.top // 2

    @property
    def named(self):
        return self.bars[:: max(1, round(len(self.bars) / NAMED))]


def of(parts) -> Chart:
    """Of days or weeks; those without a pull keep their place."""
    top = round_up(max(one.pulls for one in parts))
    place = 100 / len(parts)
    bars = [bar(number, one, place, top) for number, one in enumerate(parts)]
    return Chart(bars, top)


def bar(number, part, place, top):
    height = 100 * part.pulls / top
    return Bar(
        x=f"{place * (number + (1 - FILLED) / 2):.2f}",
        y=f"{100 - height:.2f}",
        width=f"{place * FILLED:.2f}",
        height=f"{height:.2f}",
        middle=f"{place * (number + 0.5):.2f}",
        of=part,
    )


def round_up(number):
    """To what an axis ends at: even, so that its half can stand on it too."""
    power = 1
    while number > 10 * power:
        power *= 10
    return next(n * power for n in (2, 4, 6, 8, 10) if n * power >= number)
