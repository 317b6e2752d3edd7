"""Starting the disk early, so that the sync at the end of a large body finds little left to do."""

import ctypes
import sys
from collections.abc import Callable

#: Linux: begin to write these pages out, wait for nothing.
_SYNC_FILE_RANGE_WRITE = 2


def _find() -> Callable[[int, int, int], None] | None:
    if sys.platform != "linux" or sys.maxsize < 2**32:
        return None
    function = getattr(ctypes.CDLL(None), "sync_file_range", None)
    if function is None:
        return None
    function.argtypes = [ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint]

    def start(fd: int, offset: int, length: int) -> None:
        # A hint: what it returns does not matter, the sync that follows tells the truth.
        function(fd, offset, length, _SYNC_FILE_RANGE_WRITE)

    return start


_start = _find()


class WriteBack:
    """Follows a file that grows, and starts the disk each time enough has come together."""

    STEP = 16 * 1024 * 1024

    def __init__(self, fd: int, offset: int):
        self._fd = fd
        self._started = self._end = offset

    def grew(self, length: int) -> None:
        self._end += length
        if _start is not None and self._end - self._started >= self.STEP:
            _start(self._fd, self._started, self._end - self._started)
            self._started = self._end
