"""What storage refuses, by name. The door words them; none of them means that stored bytes were harmed."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager


class StorageError(Exception):
    """Anything this package raises on purpose."""


class StorageUnavailable(StorageError):
    """The store does not answer, or answers with a fault of its own. The same request may succeed later."""

    retry_after = 10


class StorageFull(StorageUnavailable):
    """No room is left. What was committed is safe; what the request sent is dropped."""

    retry_after = 60


class BlobMissing(StorageError):
    """The object a key promises is not there."""

    def __init__(self, key: str):
        super().__init__(key)
        self.key = key


class UploadLost(StorageError):
    """The bytes a committed state promises are gone (or out of this node's reach): the client must start anew.

    Believe it only while the generation is still yours: a stale writer is told the same.
    """

    def __init__(self, upload_id: str):
        super().__init__(upload_id)
        self.upload_id = upload_id


class StaleWriter(StorageError):
    """A newer generation writes this upload."""

    def __init__(self, upload_id: str, generation: int):
        super().__init__(f"{upload_id}, generation {generation}")
        self.upload_id = upload_id
        self.generation = generation


class DigestMismatch(StorageError):
    """The bytes received do not have the digest the client named. Nothing was stored under it.

    `is_upload_kept` says whether the committed state is still good, so that the client may go on.
    """

    def __init__(self, expected: str, actual: str, *, is_upload_kept: bool = True):
        super().__init__(f"expected {expected}, received {actual}")
        self.expected = expected
        self.actual = actual
        self.is_upload_kept = is_upload_kept


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def operating_system_errors() -> Iterator[None]:
    """Names what the operating system says: full, or unavailable."""
    try:
        yield
    except OSError as error:
        named = StorageFull if error.errno in _FULL else StorageUnavailable
        raise named(str(error)) from error
