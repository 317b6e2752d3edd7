"""A ratio is ours by theirs, of medians, and a row without a counterpart has none."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from bench import table, usage
from bench.measuring import Figures

OURS, THEIRS = SimpleNamespace(name="Berth"), SimpleNamespace(name="registry")


@pytest.mark.parametrize(
    ("ours", "theirs", "ratio"),
    [
        ([300, 100, 200], [100], "2.00"),
        ([100], [200], "0.50"),
        ([2.0], [4.0, 4.0, 90], "0.50"),
        ([4.0], [], ""),
    ],
)
def test_it_compares_medians(ours, theirs, ratio):
    figures = Figures()
    for server, values in ((OURS, ours), (THEIRS, theirs)):
        for value in values:
            figures.add("row", "unit", server, value)

    *_, line = table.lines(figures, [OURS.name], [THEIRS.name])

    cells = [cell.strip() for cell in line.split("|")]
    assert cells[1:3] == ["row", "unit ↓"]
    assert cells[-2] == ratio


def test_it_writes_the_table_over_the_one_before(tmp_path, monkeypatch):
    readme = tmp_path / "README.md"
    readme.write_text(f"before {table.BEGIN} old {table.END} after")
    monkeypatch.setattr(table, "README", readme)

    table.write("| new |")
    table.write("| newer |")

    text = readme.read_text()
    assert text.startswith("before")
    assert text.endswith("after")
    assert "| newer |" in text
    assert "old" not in text
    assert "| new |" not in text


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
