"""What a server costs: processor time and memory of a process and all that it started, read from /proc."""

import os
import threading
import time
from contextlib import suppress
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
EVERY_SECONDS = 0.5


def tree(root):
    """The process `root` and its descendants, by number."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                children.setdefault(parent(entry), []).append(int(entry.name))
    found, new = [], [root]
    while new:
        found += new
        new = [child for pid in new for child in children.get(pid, [])]
    return found


def parent(entry):
    # The name of a program may hold spaces and brackets; what follows the last bracket does not.
    return int((entry / "stat").read_text().rpartition(")")[2].split()[1])


def processor_seconds(root):
    """Of the processes there are and of those they have waited for."""
    total = 0
    for pid in tree(root):
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += sum(int(ticks) for ticks in fields[11:15])
    return total / TICKS


def memory(root):
    """Bytes, each shared page counted once (the sum of the proportional set sizes)."""
    total = 0
    for pid in tree(root):
        with suppress(OSError):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    return total


class Peak:
    """The most memory each server had, looked at twice a second while anything is measured."""

    def __init__(self, servers):
        self.servers = servers
        self.bytes = dict.fromkeys(servers, 0)
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def watch(self):
        while not self.ended.wait(EVERY_SECONDS):
            self.look()

    def look(self):
        for server in self.servers:
            self.bytes[server] = max(self.bytes[server], memory(server.pid))


class Meter:
    """Seconds on the clock and of the processor, spent by a server while the block runs."""

    def __init__(self, server):
        self.server = server

    def __enter__(self):
        self.used_before = processor_seconds(self.server.pid)
        self.began = time.perf_counter()
        return self

    def __exit__(self, *_):
        self.seconds = time.perf_counter() - self.began
        self.processor = processor_seconds(self.server.pid) - self.used_before
