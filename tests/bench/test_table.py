"""A ratio above 1 is Berth ahead, and a row without a counterpart has none."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from bench import table, usage
from bench.measuring import Figures

OURS, THEIRS = SimpleNamespace(name="Berth"), SimpleNamespace(name="docker-registry")


@pytest.mark.parametrize(
    ("more_is_better", "ours", "theirs", "ratio"),
    [
        (True, [300, 100, 200], [100], "2.00"),
        (True, [100], [200], "0.50"),
        (False, [2.0], [4.0, 4.0, 90], "2.00"),
        (False, [4.0], [2.0], "0.50"),
        (True, [4.0], [], "-"),
    ],
)
def test_it_compares_medians(more_is_better, ours, theirs, ratio):
    figures = Figures()
    for server, values in ((OURS, ours), (THEIRS, theirs)):
        for value in values:
            figures.add("row", "unit", server, value, more_is_better=more_is_better)

    *_, line = table.lines(figures, [OURS.name, THEIRS.name])

    assert line.split()[0] == "row"
    assert line.split()[-1] == ratio


def test_a_server_is_all_its_processes():
    with subprocess.Popen(
        [sys.executable, "-c", "import time; print(flush=True); time.sleep(60)"],
        stdout=subprocess.PIPE,
    ) as child:
        child.stdout.readline()

        assert child.pid in usage.tree(os.getpid())
        assert usage.memory(os.getpid()) > usage.memory(child.pid) > 0
        assert usage.processor_seconds(os.getpid()) > 0
        child.kill()
