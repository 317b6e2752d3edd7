"""A range of an object, streamed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError
from botocore.response import StreamingBody

from .errors import BlobMissing, StorageUnavailable
from .s3_client import NotThere, s3_errors

if TYPE_CHECKING:
    from .s3 import S3Backend

READ_AT_ONCE = 256 * 1024
#: A cut connection is taken up again where it broke, this often without a byte in between.
ATTEMPTS = 3


class ObjectRange:
    """Opened at once, so that a missing object is known before an answer begins. Close it: a connection hangs on it."""

    def __init__(self, backend: "S3Backend", key: str, start: int, length: int | None):
        self._backend = backend
        self._key = key
        self._position = start
        self._body: StreamingBody | None = None
        if length == 0:
            self._rest = 0
            backend.size(key)
            return
        self._rest = self._ask(
            f"bytes={start}-{'' if length is None else start + length - 1}"
        )

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            return b"".join(self)
        chunk = self._receive(min(size, self._rest)) if self._rest else b""
        self._position += len(chunk)
        self._rest -= len(chunk)
        return chunk

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self.read(READ_AT_ONCE):
            yield chunk

    def close(self) -> None:
        body, self._body = self._body, None
        if body is not None:
            body.close()

    def _receive(self, size: int) -> bytes:
        for _ in range(ATTEMPTS):
            try:
                with s3_errors():
                    if self._body is None:
                        self._ask(
                            f"bytes={self._position}-{self._position + self._rest - 1}"
                        )
                    chunk = self._body.read(size)
            except StorageUnavailable as error:
                failure = error
            else:
                if chunk:
                    return chunk
                failure = StorageUnavailable(
                    f"{self._key} ended {self._rest} bytes early"
                )
            self.close()
        raise failure

    def _ask(self, wanted: str) -> int:
        """Begins the answer, and says how long it is."""
        everything = {} if wanted == "bytes=0-" else {"Range": wanted}
        try:
            with s3_errors():
                answer = self._backend.client.get_object(
                    **self._backend.at(self._key), **everything
                )
        except NotThere:
            raise BlobMissing(self._key) from None
        except StorageUnavailable as error:
            if _is_past_the_end(error):
                return 0
            raise
        self._body = answer["Body"]
        return answer["ContentLength"]


def _is_past_the_end(error: StorageUnavailable) -> bool:
    cause = error.__cause__
    return (
        isinstance(cause, ClientError)
        and cause.response.get("Error", {}).get("Code") == "InvalidRange"
    )
