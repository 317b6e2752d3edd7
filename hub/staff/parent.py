"""Keeps a set of processes alive: restarts one that ended, and stops all of them on a signal and on nothing else.

Run as `python -m hub.staff.parent '{"name": ["command", ...], ...}'`. Plain Python, so that it weighs little.
"""

import contextlib
import ctypes
import json
import os
import select
import signal
import subprocess
import sys
import time

FIRST_PAUSE = 1
LONGEST_PAUSE = 30
# A child that ran this long was well; its next end is a new trouble, not the same one.
WELL_AFTER = 60
PR_SET_PDEATHSIG = 1


class Child:
    def __init__(self, name, command):
        self.name = name
        self.command = command
        self.process = None
        self.pause = FIRST_PAUSE
        self.start_at = 0

    def start(self):
        # A session of its own: Ctrl-C on the terminal reaches the parent alone, which stops the children in order.
        self.process = subprocess.Popen(
            self.command, start_new_session=True, preexec_fn=die_with_parent
        )
        self.started_at = time.monotonic()

    def note_end(self):
        """Decide when to start again. What the dead process left of its own group would hold the port."""
        self.kill()
        if time.monotonic() - self.started_at > WELL_AFTER:
            self.pause = FIRST_PAUSE
        say(
            f"{self.name} {ending(self.process.returncode)}; it starts again in {self.pause} s"
        )
        self.process, self.start_at = None, time.monotonic() + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def stop(self):
        if self.process:
            self.process.terminate()

    def kill(self):
        """All of its group, whether its leader lives or not."""
        if self.process:
            # macOS says "not permitted" of a group of zombies.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Parent:
    def __init__(self, commands, *, grace_seconds):
        self.children = [Child(name, command) for name, command in commands.items()]
        self.grace_seconds = grace_seconds
        self.stops_asked = 0
        self.alarm, self.bell = os.pipe()

    def run(self):
        """Until a signal; returns once every child is gone."""
        self.listen()
        while not self.stops_asked:
            for child in self.children:
                if child.process is None and time.monotonic() >= child.start_at:
                    child.start()
                elif child.process and child.process.poll() is not None:
                    child.note_end()
            self.rest(0.5)
        self.stop()

    def listen(self):
        os.set_blocking(self.bell, False)
        # Any signal writes to the bell, SIGCHLD too: the loop wakes at once.
        signal.set_wakeup_fd(self.bell)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)

    def ask_to_stop(self, *_):
        self.stops_asked += 1

    def rest(self, seconds):
        if select.select([self.alarm], [], [], seconds)[0]:
            os.read(self.alarm, 4096)

    def stop(self):
        """Let what is under way end; asked a second time, or when the grace is over, kill."""
        say("Stopping")
        for child in self.children:
            child.stop()
        deadline = time.monotonic() + self.grace_seconds
        while self.is_running() and self.stops_asked == 1:
            if time.monotonic() > deadline:
                say("Not all ended in time, killing the rest")
                break
            self.rest(0.5)
        for child in self.children:
            child.kill()
            if child.process:
                child.process.wait()

    def is_running(self):
        return any(
            child.process and child.process.poll() is None for child in self.children
        )


def die_with_parent():
    """In the child, before its program: on Linux the kernel ends it when the parent is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def ending(code):
    return f"was killed by signal {-code}" if code < 0 else f"ended with {code}"


def say(text):
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    Parent(json.loads(sys.argv[1]), grace_seconds=float(sys.argv[2])).run()
