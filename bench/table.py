"""What was measured, for people and for programs: medians of the rounds, and how far Berth is ahead."""

import json
import os
import platform
from statistics import median


def lines(figures, names):
    """Above 1, Berth is ahead, whichever way the row counts."""
    ours, theirs = names
    yield f"{'':<48}{'':<12}{ours:>12}{theirs:>17}{'ratio':>9}"
    for row, values in figures.rows.items():
        medians = {name: median(rounds) for name, rounds in values.items()}
        cells = [number(medians.get(name)) for name in names]
        gain = ratio(row, medians.get(ours), medians.get(theirs))
        yield f"{row.name:<48}{row.unit:<12}{cells[0]:>12}{cells[1]:>17}{gain:>9}"


def ratio(row, ours, theirs):
    if ours is None or theirs is None:
        return "-"
    above, below = (ours, theirs) if row.more_is_better else (theirs, ours)
    return f"{above / below:.2f}" if below else "-"


def number(value):
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def as_json(figures, plan):
    return json.dumps(
        {
            "machine": {
                "processors": os.cpu_count(),
                "system": platform.platform(),
                "python": platform.python_version(),
            },
            "plan": vars(plan),
            "rows": [
                {
                    **vars(row),
                    "rounds": values,
                    "median": {n: median(v) for n, v in values.items()},
                }
                for row, values in figures.rows.items()
            ],
        },
        indent=1,
    )
