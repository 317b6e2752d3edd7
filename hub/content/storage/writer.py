"""One request's writing to an upload: counts, hashes and stores what is received."""

from collections.abc import Callable, Iterable
from typing import Protocol, Self

from . import hashing
from .errors import DigestMismatch, StorageError, UploadLost

Check = Callable[[Iterable[bytes]], None]


class Sink(Protocol):
    """Where a writer's bytes go: what a backend provides."""

    upload_id: str

    def write(self, chunk: bytes) -> None: ...

    def flush(self) -> dict:
        """Durable when it returns; the backend's part of the state."""
        ...

    def publish(
        self, digest: str, size: int, check: Check, *, is_verified: bool
    ) -> str:
        """Makes the blob and returns its key.

        Unless `is_verified`, hands all stored bytes to `check`, which raises for what is not this digest.
        """
        ...

    def close(self) -> None:
        """Drops what was not flushed."""
        ...


class Writer:
    """Use it in a `with`: leaving without `flush` or `finish` drops what was written since the last flush.

    Chunks are kept by reference for a moment: hand over bytes, not a buffer that is filled again.
    """

    def __init__(self, sink: Sink, state: dict, algorithm: str):
        self._sink = sink
        self._is_broken = False
        self.offset: int = state.get("offset", 0)
        self._algorithm: str = state["algorithm"] if self.offset else algorithm
        self._hash = (
            hashing.resume(self._algorithm, state["hash"])
            if self.offset
            else hashing.new(algorithm)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.abort()

    def write(self, chunk: bytes) -> None:
        self._require_whole()
        self._is_broken = True
        self._sink.write(chunk)
        if self._hash is not None:
            self._hash.update(chunk)
        self.offset += len(chunk)
        self._is_broken = False

    def flush(self) -> dict:
        """Makes everything written durable. It belongs to the upload once the caller has committed this state."""
        self._require_whole()
        self._is_broken = True
        stored = self._sink.flush()
        self._is_broken = False
        return {
            "offset": self.offset,
            "algorithm": self._algorithm,
            "hash": hashing.save(self._hash),
            "stored": stored,
        }

    def finish(self, digest: str) -> str:
        """Turns the upload into a blob and returns its storage key.

        May be repeated from the same committed state, by a later generation, when the caller could not commit. Raises
        `DigestMismatch`; the bytes this writer was given are dropped then.
        """
        self._require_whole()
        algorithm, _ = hashing.split(digest)
        self._is_broken = True
        is_verified = self._hash is not None and self._algorithm == algorithm
        if is_verified:
            self._require_digest(digest, self._hash)

        def check(chunks: Iterable[bytes]) -> None:
            self._check_again(digest, chunks)

        return self._sink.publish(digest, self.offset, check, is_verified=is_verified)

    def abort(self) -> None:
        """Drops what was not flushed; harmless after `flush` and `finish`."""
        self._is_broken = True
        self._sink.close()

    def _require_whole(self) -> None:
        if self._is_broken:
            raise StorageError(
                f"upload {self._sink.upload_id}: this writer has failed or ended"
            )

    def _check_again(self, digest: str, chunks: Iterable[bytes]) -> None:
        algorithm, _ = hashing.split(digest)
        again, size = hashing.new(algorithm), 0
        for chunk in chunks:
            again.update(chunk)
            size += len(chunk)
        if size != self.offset:
            raise UploadLost(self._sink.upload_id)
        self._require_digest(digest, again)

    def _require_digest(self, digest: str, received: hashing.Hash) -> None:
        actual = f"{received.name}:{received.hexdigest()}"
        if actual != digest:
            raise DigestMismatch(digest, actual)
