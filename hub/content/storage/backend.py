"""What a place for blobs must be able to do. Three kinds: files, S3, any other Django storage."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from .writer import Sink, Writer


class Readable(Protocol):
    """A blob, or a range of it, being read. `read` and iteration end where the range ends."""

    def read(self, size: int = -1, /) -> bytes: ...

    def __iter__(self) -> Iterator[bytes]: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """An object as the collector finds it. With an `upload_id` it may be a piece of that unfinished upload."""

    key: str
    size: int
    modified: datetime
    upload_id: str | None = None


@dataclass(frozen=True, slots=True)
class StoredUpload:
    """Traces of an upload, finished or not, as the collector finds them."""

    upload_id: str
    modified: datetime


class Backend(ABC):
    """Threads share one; a forked process makes its own. Every method raises `StorageUnavailable` within seconds."""

    #: A chunk that is not an upload's last and is smaller than this costs more than it should; 0: any size is fine.
    minimal_chunk = 0

    def writer(
        self, upload_id: str, generation: int, state: dict, *, algorithm: str = "sha256"
    ) -> Writer:
        """Goes on where `state` ends; `{}` is a new upload. `algorithm` is the digest expected at the end.

        Raises `StaleWriter` when a newer generation was seen. `UploadLost` may come now, from `flush` or from `finish`.
        """
        return Writer(self._sink(upload_id, generation, state), state, algorithm)

    @abstractmethod
    def _sink(self, upload_id: str, generation: int, state: dict) -> Sink: ...

    @abstractmethod
    def discard(self, upload_id: str, state: dict | None = None) -> None:
        """Drops what a cancelled or expired upload received. Never call it for one that was finished.

        Without its state it drops what can be found by the id, which is enough for the collector.
        """

    @abstractmethod
    def open(self, key: str, start: int = 0, length: int | None = None) -> Readable:
        """Raises `BlobMissing`. On files this is a real unbuffered file, positioned, fit for sendfile."""

    @abstractmethod
    def size(self, key: str) -> int:
        """Raises `BlobMissing`."""

    @abstractmethod
    def delete(self, key: str, *, unused_since: datetime | None = None) -> bool:
        """Deletes the object, or says False when a finish has used it after `unused_since`. A missing one is True."""

    @abstractmethod
    def list_blobs(self) -> Iterator[StoredBlob]:
        """Every object that was written here, in no order; what others put beside them is passed over."""

    @abstractmethod
    def list_uploads(self) -> Iterator[StoredUpload]:
        """Every upload that left a trace beside the objects of `list_blobs`."""

    @abstractmethod
    def healthy(self) -> None:
        """Writes, reads and deletes a few bytes, or raises `StorageUnavailable`."""

    def read(self, key: str, limit: int) -> bytes:
        """The first `limit` bytes at most. Raises `BlobMissing`."""
        stored = self.open(key, 0, limit)
        try:
            return stored.read(limit)
        finally:
            stored.close()

    def exists(self, key: str) -> bool:
        from .errors import BlobMissing

        try:
            self.size(key)
        except BlobMissing:
            return False
        return True

    def url(
        self, key: str, *, expires_in: timedelta = timedelta(minutes=20)
    ) -> str | None:
        """Where a client may fetch the blob itself, by GET only; None: stream it."""
        return None

    def accel_path(self, key: str) -> str | None:
        """The X-Accel-Redirect of the blob for an nginx that was told of it; None: stream it."""
        return None
