"""A range of a blob that is a file."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

from .errors import operating_system_errors

# A client that does not read keeps some of these in the server's buffers: ten of 1 MiB under Granian.
READ_AT_ONCE = 256 * 1024


class BlobFile(io.FileIO):
    """A range of a blob. A real file descriptor at the range's start, so a server may sendfile from it."""

    def __init__(self, path: Path, start: int, length: int | None):
        super().__init__(path, "rb")
        self._rest = (
            os.fstat(self.fileno()).st_size - start if length is None else length
        )
        if start:
            self.seek(start)

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = self._rest if size is None or size < 0 else min(size, self._rest)
        with operating_system_errors():
            chunk = super().read(max(wanted, 0))
        self._rest -= len(chunk)
        return chunk

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self.read(READ_AT_ONCE):
            yield chunk
