"""The profiler sees what threads do, in a process and in its forks."""

import os
import pstats
import subprocess
import sys

from bench.profiling import PROFILER

PROGRAM = """
import os, threading, time
def busy():
    until = time.monotonic() + 2.5
    while time.monotonic() < until:
        work()
def work():
    sum(range(1000))
child = os.fork()
thread = threading.Thread(target=busy)
thread.start()
thread.join()
if child:
    os.wait()
"""


def test_it_sees_the_threads_of_a_process_and_its_fork(tmp_path):
    subprocess.run(
        [sys.executable, "-c", PROGRAM],
        check=True,
        env=os.environ | {"PYTHONPATH": str(PROFILER), "BENCH_PROFILE": str(tmp_path)},
    )

    files = [file for file in tmp_path.iterdir() if "work" in functions(file)]
    assert len({file.name.partition("-")[0] for file in files}) == 2
    assert not any("snapshot_stats" in functions(file) for file in tmp_path.iterdir())


def functions(file):
    return {name for _, _, name in pstats.Stats(str(file)).stats}
