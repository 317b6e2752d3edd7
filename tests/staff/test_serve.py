"""`manage.py serve`: from an empty folder to a hub that answers, and back to nothing on Ctrl-C."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.services.hub import ROOT
from tests.services.processes import Server, eventually, free_port

pytestmark = pytest.mark.one_pair


@pytest.fixture
def surroundings(tmp_path):
    return {
        **os.environ,
        "HUB_DATA_DIR": str(tmp_path / "var"),
        "HUB_PORT": str(free_port()),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'var' / 'hub.sqlite3'}",
    }


@pytest.fixture(params=["gunicorn", "granian"])
def server(request, surroundings):
    """Whichever serves it: the words by which its processes are found."""
    surroundings["HUB_SERVER"] = request.param
    return request.param


@pytest.fixture
def serve(surroundings):
    """Start a hub and wait until it answers."""
    started = []

    def start():
        port = surroundings["HUB_PORT"]
        hub = Server(
            [sys.executable, "manage.py", "serve"],
            log=Path(surroundings["HUB_DATA_DIR"]).parent / f"serve-{len(started)}.log",
            ready=lambda: status(port) == 200,
            env=surroundings,
            stop_signal=signal.SIGINT,
            cwd=ROOT,
        )
        started.append(hub)
        return hub.start()

    yield start
    for hub in started:
        hub.stop()


def status(port, *, address="127.0.0.1", host=None):
    try:
        with closing(HTTPConnection(address, int(port), timeout=5)) as connection:
            connection.request("GET", "/readyz", headers={"Host": host} if host else {})
            return connection.getresponse().status
    except OSError:
        return None


def processes_below(pid):
    """Every process whose parent is, at whatever distance, the given one."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
    below, found = {str(pid)}, {}
    for child, parent, command in sorted(rows, key=lambda row: int(row[0])):
        if parent in below:
            below.add(child)
            found[int(child)] = command
    return found


def one(processes, words):
    return min(pid for pid, command in processes.items() if words in command)


def test_it_says_where_it_is_and_how_to_make_an_operator(serve, surroundings):
    hub = serve()

    assert f"http://localhost:{surroundings['HUB_PORT']}" in hub.log_text()
    assert re.search(r"manage.py add_user NAME --email ADDRESS --staff", hub.log_text())


def test_it_answers_on_both_loopback_addresses_only(server, serve, surroundings):
    serve()

    port = surroundings["HUB_PORT"]
    assert status(port) == 200
    assert status(port, address="::1") == 200
    assert status(port, address=own_address()) is None


def own_address():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing
        return probe.getsockname()[0]


def test_it_leaves_nothing_behind_on_ctrl_c(server, serve):
    hub = serve()
    # The web server, its two workers, the worker of jobs; it answers before the last of them has started
    eventually(lambda: len(processes_below(hub.process.pid)) == 4)
    processes = processes_below(hub.process.pid)

    hub.process.send_signal(signal.SIGINT)

    assert hub.process.wait(20) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in processes)


@pytest.mark.parametrize("which", ["web", "worker"])
def test_it_starts_again_what_is_killed(server, serve, surroundings, which):
    hub = serve()
    words = server if which == "web" else "manage.py work"
    before = one(processes_below(hub.process.pid), words)

    os.kill(before, signal.SIGKILL)
    eventually(lambda: "starts again" in hub.log_text())

    eventually(lambda: one_or_none(hub, words) not in (before, None))
    eventually(lambda: status(surroundings["HUB_PORT"]) == 200)


def test_it_starts_again_a_web_worker_that_is_killed(server, serve, surroundings):
    hub = serve()
    found = processes_below(hub.process.pid)
    first, *workers = sorted(pid for pid, text in found.items() if server in text)

    for worker in workers:
        os.kill(worker, signal.SIGKILL)

    def others():
        found = processes_below(hub.process.pid)
        return [
            pid for pid, text in found.items() if server in text and pid not in workers
        ]

    eventually(lambda: len(others()) == len([first, *workers]), seconds=40)
    eventually(lambda: status(surroundings["HUB_PORT"]) == 200)


def one_or_none(hub, words):
    processes = processes_below(hub.process.pid)
    return (
        one(processes, words)
        if any(words in text for text in processes.values())
        else None
    )


def test_it_keeps_everything_for_the_next_start(serve, surroundings):
    serve().stop()
    secrets = {path: path.read_text() for path in kept_secrets(surroundings)}

    hub = serve()

    assert secrets
    assert {path: path.read_text() for path in kept_secrets(surroundings)} == secrets
    assert all(path.stat().st_mode & 0o077 == 0 for path in secrets)
    assert hub.is_running()


def kept_secrets(surroundings):
    folder = Path(surroundings["HUB_DATA_DIR"]) / "secrets"
    return [path for path in folder.rglob("*") if path.is_file()]


def test_it_says_so_when_the_port_is_taken(serve, surroundings):
    serve()

    second = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        env=surroundings,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert second.returncode == 1
    assert f"Port {surroundings['HUB_PORT']} is in use" in second.stderr
    assert "Traceback" not in second.stderr


def test_it_says_so_when_the_database_does_not_answer(surroundings):
    surroundings["DATABASE_URL"] = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"

    refused = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        env=surroundings,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert refused.returncode == 1
    assert "DATABASE_URL" in refused.stderr
    assert "Traceback" not in refused.stderr
