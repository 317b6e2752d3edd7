"""The parent of the hub's processes restarts what dies, and leaves nothing behind when it is told to stop."""

import json
import os
import signal
import sys

import pytest

from tests.services.hub import ROOT
from tests.services.processes import Server, eventually

pytestmark = pytest.mark.one_pair

# Says who it is, and ends when asked.
OBEDIENT = """
import os, signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print(os.getpid(), file=open(sys.argv[1], "a"), flush=True)
while True: signal.pause()
"""
# Does not end when asked, and has a child that does not either.
DEAF = """
import os, signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.fork()
print(os.getpid(), file=open(sys.argv[1], "a"), flush=True)
while True: signal.pause()
"""


@pytest.fixture
def pids(tmp_path):
    """Of a name's processes, in the order in which they started."""

    def read(name):
        path = tmp_path / name
        return [int(line) for line in path.read_text().split()] if path.exists() else []

    read.folder = tmp_path
    return read


@pytest.fixture
def start_parent(pids):
    started = []

    def start(grace_seconds=10, **programs):
        commands = {
            name: [sys.executable, "-c", program, str(pids.folder / name)]
            for name, program in programs.items()
        }
        parent = Server(
            [
                sys.executable,
                "-m",
                "hub.staff.parent",
                json.dumps(commands),
                grace_seconds,
            ],
            log=pids.folder / "parent.log",
            ready=lambda: all(pids(name) for name in programs),
            cwd=ROOT,
        )
        started.append(parent)
        return parent.start()

    yield start
    for parent in started:
        parent.stop()


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def kill(pid):
    os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_all_on_a_signal(start_parent, pids, number):
    parent = start_parent(web=OBEDIENT, worker=OBEDIENT)

    parent.process.send_signal(number)

    assert parent.process.wait(10) == 0
    assert not any(map(is_alive, pids("web") + pids("worker")))


def test_it_starts_again_what_was_killed(start_parent, pids):
    parent = start_parent(web=OBEDIENT, worker=OBEDIENT)

    kill(pids("worker")[0])
    eventually(lambda: len(pids("worker")) == 2)

    assert is_alive(pids("worker")[1])
    assert len(pids("web")) == 1
    assert "worker was killed by signal 9" in parent.log_text()


def test_it_waits_longer_each_time_a_child_dies_at_once(start_parent, pids):
    parent = start_parent(
        web=OBEDIENT, broken=OBEDIENT.replace("while True", "raise SystemExit(3) #")
    )

    eventually(lambda: "again in 4 s" in parent.log_text())

    assert "broken ended with 3; it starts again in 1 s" in parent.log_text()
    assert is_alive(pids("web")[0])


def test_it_kills_what_does_not_end_in_time(start_parent, pids):
    parent = start_parent(0.5, deaf=DEAF)
    eventually(lambda: len(pids("deaf")) == 2)

    parent.process.terminate()

    assert parent.process.wait(10) == 0
    assert not any(map(is_alive, pids("deaf")))


def test_it_kills_at_once_when_asked_twice(start_parent, pids):
    parent = start_parent(600, deaf=DEAF)

    parent.process.send_signal(signal.SIGINT)
    eventually(lambda: "Stopping" in parent.log_text())
    parent.process.send_signal(signal.SIGINT)

    assert parent.process.wait(10) == 0
    assert not any(map(is_alive, pids("deaf")))


@pytest.mark.skipif(
    sys.platform != "linux", reason="needs Linux: its kernel ends the children"
)
def test_its_children_end_when_it_is_killed(start_parent, pids):
    parent = start_parent(web=OBEDIENT)

    kill(parent.process.pid)

    eventually(lambda: not is_alive(pids("web")[0]))
