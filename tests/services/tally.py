"""The account at the end of a run: collected, passed, failed, left out and why. With CI=true nothing may be left out."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from . import pairs

# A file for `python -m tests`, which adds the pairs up.
REPORT = "BERTH_TEST_REPORT"


class Tally:
    def __init__(self):
        self.outcomes = {}
        self.reasons = Counter()

    def add(self, report):
        if report.skipped:
            self.outcomes[report.nodeid] = "left out"
            self.reasons[reason_of(report)] += 1
        elif report.failed:
            self.outcomes[report.nodeid] = "failed"
        elif report.when == "call":
            self.outcomes.setdefault(report.nodeid, "passed")

    def counts(self):
        counted = Counter(self.outcomes.values())
        return {"collected": len(self.outcomes)} | {
            outcome: counted[outcome] for outcome in ("passed", "failed", "left out")
        }


def reason_of(report):
    text = (
        report.longrepr[2]
        if isinstance(report.longrepr, tuple)
        else str(report.longrepr)
    )
    return text.removeprefix("Skipped: ")


def pytest_configure(config):
    if not pairs.is_helper():
        config.pluginmanager.register(Account(), "account")


class Account:
    def __init__(self):
        self.tally = Tally()

    def pytest_runtest_logreport(self, report):
        self.tally.add(report)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session, exitstatus):
        if exitstatus == 0 and self.is_short():
            session.exitstatus = 1
        if path := os.environ.get(REPORT):
            content = {"counts": self.tally.counts(), "reasons": self.tally.reasons}
            Path(path).write_text(json.dumps(content))

    def is_short(self):
        return bool(self.tally.reasons) and os.environ.get("CI") == "true"

    def pytest_terminal_summary(self, terminalreporter):
        for line in lines(pairs.current(), self.tally.counts(), self.tally.reasons):
            terminalreporter.write_line(line)
        if self.is_short():
            terminalreporter.write_line("With CI=true nothing may be left out.")


def lines(pair, counts, reasons):
    """How a run is told in words."""
    numbers = ", ".join(f"{number} {name}" for name, number in counts.items())
    yield f"{pair} ({pairs.PAIRS[pair]}): {numbers}"
    for reason, number in sorted(reasons.items()):
        yield f"  left out: {number} {'test' if number == 1 else 'tests'}, {reason}"
