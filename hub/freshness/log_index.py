"""Whether SQLite has committed anything since one last looked, without asking it."""

import mmap
import os
import threading

HEADER = 48  # bytes
# Of this process, by the file's identity; never closed. SQLite's locks are the process's, and closing any descriptor of
# the file would drop all of them, also those of a write that is under way in another thread.
_mapped = {}
_lock = threading.Lock()


class LogIndex:
    """Where the write-ahead log ends: different after every commit, whoever made it.

    The header of the log's index (SQLite, "WAL-mode file format", 2.2) lies in memory that all who use the database
    share, so looking costs no call at all; `PRAGMA data_version` says the same by two locks, and each lets another
    thread in between. Somebody must have the database open as long as this is asked.
    """

    def __init__(self, path):
        self.memory = mapped(f"{path}-shm")

    def __call__(self) -> bytes:
        return self.memory[:HEADER]


def mapped(path):
    status = os.stat(path)
    identity = status.st_dev, status.st_ino, os.getpid()
    with _lock:
        if identity not in _mapped:
            file = open(path, "rb")  # noqa: SIM115, for ever
            _mapped[identity] = (
                file,
                mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ),
            )
        return _mapped[identity][1]
