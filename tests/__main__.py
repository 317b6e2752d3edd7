"""`python -m tests`: every test on each pair of stores, and one account of all at the end."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.services import pairs, tally

PROCESSES = "2"


def run(pair, report, arguments):
    print(f"\n{pairs.PAIRS[pair]}", flush=True)
    finished = subprocess.run(
        [sys.executable, "-m", "pytest", "--quiet", f"--pair={pair}"]
        + ["--numprocesses", PROCESSES, "--dist", "worksteal", *arguments],
        env={**os.environ, tally.REPORT: str(report)},
        cwd=Path(__file__).parent.parent,
    )
    return finished.returncode


def account(pair, report):
    if not report.exists():
        return [f"{pair} ({pairs.PAIRS[pair]}): did not run"]
    content = json.loads(report.read_text())
    return list(tally.lines(pair, content["counts"], content["reasons"]))


def main(arguments):
    with tempfile.TemporaryDirectory() as folder:
        reports = {pair: Path(folder) / pair for pair in pairs.PAIRS}
        codes = [run(pair, report, arguments) for pair, report in reports.items()]
        print("\nAll together")
        for pair, report in reports.items():
            print("\n".join(account(pair, report)))
    # 5: nothing was collected, as with `-m` and a mark that a pair has no test of
    return int(any(code not in (0, 5) for code in codes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
