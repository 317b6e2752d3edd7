"""Starting a server for a test and waiting until it answers, and ending it so that nothing is left."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from pathlib import Path


class DidNotStart(Exception):
    """With what the server wrote before it gave up."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    """A check for Server: something listens on the port."""

    def check():
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), 1),
        ):
            return True
        return False

    return check


def eventually(check, *, seconds=20, what="it"):
    """Wait until the check holds; how long is a bound on a broken run, no measure."""
    deadline = time.monotonic() + seconds
    while not (result := check()):
        assert time.monotonic() < deadline, f"{what} did not happen in {seconds} s"
        time.sleep(0.02)
    return result


class Server:
    """A process with a log file, in a process group of its own."""

    def __init__(
        self, command, *, log, ready, env=None, stop_signal=signal.SIGTERM, **options
    ):
        self.command = [str(part) for part in command]
        self.log = Path(log)
        self.ready = ready
        self.env = env
        self.stop_signal = stop_signal
        self.options = options
        self.process = None

    def start(self, *, seconds=60):
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.env,
                start_new_session=True,
                **self.options,
            )
        deadline = time.monotonic() + seconds
        while not self.ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise DidNotStart(f"{self.command[0]}:\n{self.log_text()[-3000:]}")
            time.sleep(0.05)
        return self

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def stop(self, *, seconds=20):
        """Ask it to end, as an operator would; kill what does not."""
        if self.is_running():
            self.process.send_signal(self.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
        self.kill()

    def kill(self):
        """All of its group, at once."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def log_text(self):
        return self.log.read_text(errors="replace") if self.log.exists() else ""
