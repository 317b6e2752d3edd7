"""What was measured, for people and for programs: medians of the rounds, and each of ours by each of theirs."""

import datetime
import json
import os
import platform
from pathlib import Path
from statistics import median

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- the last table -->", "<!-- its end -->"


def lines(figures, ours, theirs):
    """In Markdown. `ours` and `theirs` are names of servers; one that was not measured has no column."""
    pairs = [(one, other) for one in ours for other in theirs]
    heads = ["", "unit", *ours, *theirs, *(f"{one} / {other}" for one, other in pairs)]
    rows = [heads, ["---", "---", *["---:"] * (len(heads) - 2)]]
    for row, values in figures.rows.items():
        medians = {name: median(rounds) for name, rounds in values.items()}
        rows.append(
            [
                row.name,
                f"{row.unit} {'↑' if row.more_is_better else '↓'}",
                *(number(medians.get(name)) for name in [*ours, *theirs]),
                *(ratio(medians.get(one), medians.get(other)) for one, other in pairs),
            ]
        )
    return aligned(rows)


def aligned(rows):
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, second, *numbers = map(str.ljust, row, widths)
        cells = [n.strip().rjust(w) for n, w in zip(numbers, widths[2:], strict=True)]
        yield f"| {' | '.join([first, second, *cells])} |"


def ratio(one, other):
    return f"{one / other:.2f}" if one is not None and other else ""


def number(value):
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def write(text):
    """Instead of the table that stands in bench/README.md."""
    before, rest = README.read_text().split(BEGIN)
    _, after = rest.split(END)
    heading = f"{datetime.datetime.now(datetime.UTC):%d %B %Y}, {machine()}:".lstrip(
        "0"
    )
    README.write_text(f"{before}{BEGIN}\n{heading}\n\n{text}\n{END}{after}")


def machine():
    """Cores, memory, what kind."""
    cores = os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    models = {
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    }
    release = platform.release().partition("-")[0]
    model = ", ".join(sorted(models)) or platform.machine()
    return f"{cores} cores ({model}), {memory:.0f} GiB, Linux {release}, Python {platform.python_version()}"


def as_json(figures, plan):
    return json.dumps(
        {
            "machine": machine(),
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
