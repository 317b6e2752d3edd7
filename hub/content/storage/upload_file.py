"""The file an unfinished upload grows in: `uploads/<upload id>/<generation>`.

One file is appended to by one generation after the other. A generation claims it under the file's lock by renaming it to
its own number; nobody else writes to it while the lock is held, and nobody claims a file of a higher number. Where a
stale writer still holds the lock, the newer one leaves that file alone and goes on in a copy of the committed bytes.

So bytes below the committed offset never change: a claimed file is cut to the offset that was committed when its
claimer's generation began, and whoever comes with an older offset finds a higher number and gives up.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from .errors import StaleWriter, UploadLost
from .write_back import WriteBack

COPY_AT_ONCE = 64 * 1024 * 1024
READ_AT_ONCE = 1024 * 1024


class _Vanished(Exception):
    """Another generation was quicker: look again."""


class UploadFile:
    """Claimed by one generation, open and locked until it is closed."""

    def __init__(
        self, folder: Path, generation: int, *, committed: int, size: int, mode: int
    ):
        """`committed` is the generation that wrote the committed state, `size` its offset. Raises `UploadLost`,
        `StaleWriter`.
        """
        self.folder = folder
        self.generation = generation
        self.path = folder / str(generation)
        self._committed = committed
        self._size = size
        self._mode = mode
        self.fd = self._claim()
        self._write_back = WriteBack(self.fd, size)
        self._drop_older()

    def write(self, chunk: bytes) -> None:
        rest = memoryview(chunk)
        while rest:
            rest = rest[os.write(self.fd, rest) :]
        self._write_back.grew(len(chunk))

    def sync(self) -> None:
        _sync(self.fd)

    def truncate(self, size: int) -> None:
        os.ftruncate(self.fd, size)
        os.lseek(self.fd, size, os.SEEK_SET)

    def chunks(self) -> Iterator[bytes]:
        position = 0
        while chunk := os.pread(self.fd, READ_AT_ONCE, position):
            position += len(chunk)
            yield chunk

    def close(self) -> None:
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def drop(self) -> None:
        """Removes the name; the bytes live on where they were linked to."""
        self.path.unlink(missing_ok=True)
        self.close()
        with suppress(OSError):  # a stale writer still has its file there
            self.folder.rmdir()

    def _claim(self) -> int:
        while True:
            generations = self._generations()
            if generations and generations[0] >= self.generation:
                raise StaleWriter(self.folder.name, self.generation)
            try:
                if self._size == 0:
                    return self._create(self.path)
                return self._take_over([n for n in generations if n >= self._committed])
            except _Vanished:
                continue

    def _generations(self) -> list[int]:
        try:
            names = os.listdir(self.folder)
        except FileNotFoundError:
            return []
        return sorted((int(name) for name in names if name.isdigit()), reverse=True)

    def _create(self, path: Path) -> int:
        try:
            fd = os.open(
                path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, self._mode
            )
        except FileNotFoundError:
            self.folder.mkdir(parents=True, exist_ok=True)
            raise _Vanished from None
        except FileExistsError:
            raise StaleWriter(self.folder.name, self.generation) from None
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.fchmod(fd, self._mode)
        return fd

    def _take_over(self, candidates: list[int]) -> int:
        """Any of them holds the committed bytes: the committed file itself, or what a later generation made of it."""
        if not candidates:
            raise UploadLost(self.folder.name)
        for number in candidates:
            fd = self._open(self.folder / str(number))
            if self._lock(fd, number):
                return fd
            os.close(fd)
        return self._copy(self.folder / str(candidates[0]))

    def _open(self, path: Path) -> int:
        try:
            fd = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            raise _Vanished from None
        if os.fstat(fd).st_size < self._size:
            os.close(fd)
            raise UploadLost(self.folder.name)
        return fd

    def _lock(self, fd: int, number: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        path = self.folder / str(number)
        if not _is_same(fd, path):
            os.close(fd)
            raise _Vanished
        # A second name is a blob's: a finish was cut off between its link and its unlink.
        if os.fstat(fd).st_nlink > 1:
            return False
        path.rename(self.path)
        os.ftruncate(fd, self._size)
        os.lseek(fd, self._size, os.SEEK_SET)
        return True

    def _copy(self, source: Path) -> int:
        unfinished = self.folder / f"{self.generation}.copy"
        original = self._open(source)
        try:
            fd = self._create(unfinished)
            try:
                _copy_range(original, fd, self._size)
                unfinished.rename(self.path)
            except FileNotFoundError:  # a newer generation swept it away
                os.close(fd)
                raise StaleWriter(self.folder.name, self.generation) from None
            except OSError:
                unfinished.unlink(missing_ok=True)
                os.close(fd)
                raise
        finally:
            os.close(original)
        os.lseek(fd, self._size, os.SEEK_SET)
        return fd

    def _drop_older(self) -> None:
        for name in os.listdir(self.folder):
            number, _, _ = name.partition(".")
            if number.isdigit() and int(number) < self.generation:
                (self.folder / name).unlink(missing_ok=True)


def remove_upload(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _sync(fd: int) -> None:
    getattr(os, "fdatasync", os.fsync)(fd)


def _is_same(fd: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(fd), path.stat())
    except FileNotFoundError:
        return False


def _copy_range(source: int, target: int, size: int) -> None:
    position = 0
    while position < size:
        wanted = min(COPY_AT_ONCE, size - position)
        if hasattr(os, "copy_file_range"):
            copied = os.copy_file_range(source, target, wanted, position, position)
        else:
            copied = os.pwrite(
                target, os.pread(source, min(wanted, READ_AT_ONCE), position), position
            )
        if copied == 0:
            raise UploadLost(str(source))
        position += copied
