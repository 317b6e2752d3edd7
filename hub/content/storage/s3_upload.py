"""An upload on its way into a bucket.

Full parts go into a multipart upload that lives across requests. What is left at the end of a request and is too small for
a part waits as a *piece*, an object of its own. An upload that fits one piece is that piece, and needs nothing more.

No key is ever written twice: each names the generation and counts. Part numbers cannot be so generous, but the committed
state holds the ETag of every part, so a part that a stale writer replaced makes the store refuse to assemble. To keep even
that from happening, a generation that follows uncommitted ones begins its numbers at a distance.
"""

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from .errors import BlobMissing, DigestMismatch, StorageError, StorageFull, UploadLost
from .s3_client import NotThere, PartsReplaced, s3_errors
from .writer import Check

if TYPE_CHECKING:
    from .s3 import S3Backend

MIB = 1024 * 1024
MINIMAL_PART = 5 * MIB
LAST_PART_NUMBER = 10_000
#: (up to this part number, this size): 117 GiB with 16 MiB parts at most, 242 GiB in all.
PART_SIZES = ((1_000, 8 * MIB), (8_000, 16 * MIB), (LAST_PART_NUMBER, 64 * MIB))
#: How far apart the numbers of two rival generations begin, and how many rivals are told apart.
DISTANCE, RIVALS = 128, 8


def part_size(number: int) -> int:
    return next(
        (size for last, size in PART_SIZES if number <= last), PART_SIZES[-1][1]
    )


class S3Sink:
    def __init__(
        self, backend: "S3Backend", upload_id: str, generation: int, stored: dict
    ):
        self.upload_id = upload_id
        self._backend = backend
        self._prefix = (
            f"{backend.prefix_of(upload_id)}{generation}-{secrets.token_hex(4)}"
        )
        self._generation = generation
        self._keys = 0
        self._multipart: dict | None = stored.get("multipart")
        self._parts: list[list] = list(stored.get("parts", []))
        self._pieces: list[list] = list(stored.get("pieces", []))
        self._spent: list[str] = []
        self._garbage: list[str] = list(stored.get("spent", []))
        self._buffer = bytearray()
        self._number = self._first_number(stored.get("generation", 0))
        self._sender = PartSender()
        self._is_multipart_committed = bool(self._multipart)
        self._is_lost = False

    def write(self, chunk: bytes) -> None:
        if self._is_lost:
            return
        rest = memoryview(chunk)
        try:
            while rest:
                room = max(part_size(self._number) - self._waiting(), 0)
                self._buffer += rest[:room]
                rest = rest[room:]
                if rest:
                    self._send_part()
        except NotThere:
            # Perhaps an earlier finish made the blob and could not commit. Then the same bytes come again, and
            # `publish` finds that they are there already.
            self._is_lost = True

    def flush(self) -> dict:
        with self._lost_when_missing():
            self._require_kept()
            if self._waiting() >= MINIMAL_PART and (self._multipart or self._pieces):
                self._send_part()
            elif self._buffer:
                self._put_piece()
            self._parts += self._sender.results()
        self._is_multipart_committed = bool(self._multipart)
        self._drop_garbage()
        return {
            "kind": "s3",
            "generation": self._generation,
            "multipart": self._multipart,
            "parts": list(self._parts),
            "pieces": list(self._pieces),
            "spent": list(self._spent),
        }

    def publish(
        self, digest: str, size: int, check: Check, *, is_verified: bool
    ) -> str:
        if self._multipart is None:
            return self._publish_one_object(check, is_verified)
        try:
            self._assemble()
        except NotThere:
            return self._recover(size, check)
        if not is_verified:
            self._verify_assembled(check)
        self._garbage += self._spent
        self._drop_garbage()
        return self._multipart["key"]

    def close(self) -> None:
        self._buffer = bytearray()
        self._sender.close()
        if self._multipart and not self._is_multipart_committed:
            with suppress(StorageError):  # The collector finds it.
                self._backend.abort(self._multipart["key"], self._multipart["id"])

    def _publish_one_object(self, check: Check, is_verified: bool) -> str:
        if len(self._pieces) == 1 and not self._buffer:
            [[key, _]] = self._pieces
            if not is_verified:
                self._verify(key, check)
            return key
        with self._lost_when_missing():
            self._require_kept()
            self._take_in_pieces()
        if not is_verified:
            check([bytes(self._buffer)])
        return self._put_buffer()

    def _assemble(self) -> None:
        self._require_kept()
        if self._waiting():
            self._send_part()
        self._parts += self._sender.results()
        parts = [{"PartNumber": number, "ETag": etag} for number, etag in self._parts]
        # From here on the multipart upload may be gone, whatever the store answers.
        self._is_multipart_committed = True
        try:
            with s3_errors():
                self._backend.patient_client.complete_multipart_upload(
                    **self._backend.at(self._multipart["key"]),
                    UploadId=self._multipart["id"],
                    MultipartUpload={"Parts": parts},
                )
        except PartsReplaced:
            raise UploadLost(self.upload_id) from None

    def _recover(self, size: int, check: Check) -> str:
        """No such multipart upload: perhaps an earlier finish assembled it and could not commit."""
        key = self._multipart["key"]
        try:
            if self._backend.size(key) == size:
                self._verify(key, check)
                return key
        except (BlobMissing, DigestMismatch):
            pass
        raise UploadLost(self.upload_id)

    def _verify_assembled(self, check: Check) -> None:
        key = self._multipart["key"]
        try:
            self._verify(key, check)
        except DigestMismatch as error:
            self._backend.delete(key)
            raise DigestMismatch(
                error.expected, error.actual, is_upload_kept=False
            ) from None

    def _verify(self, key: str, check: Check) -> None:
        stored = self._backend.open(key)
        try:
            check(stored)
        finally:
            stored.close()

    def _waiting(self) -> int:
        return sum(size for _, size in self._pieces) + len(self._buffer)

    def _first_number(self, committed: int) -> int:
        last = self._parts[-1][0] if self._parts else 0
        rivals = (self._generation - committed - 1) % RIVALS if self._multipart else 0
        return last + 1 + rivals * DISTANCE

    def _send_part(self) -> None:
        if self._number > LAST_PART_NUMBER:
            raise StorageFull(f"upload {self.upload_id} has used up its part numbers")
        self._take_in_pieces()
        self._begin_multipart()
        body, self._buffer = self._buffer, bytearray()
        number, self._number = self._number, self._number + 1
        self._sender.send(lambda: self._upload_part(number, body))

    def _upload_part(self, number: int, body: bytearray) -> list:
        with s3_errors():
            answer = self._backend.client.upload_part(
                **self._backend.at(self._multipart["key"]),
                UploadId=self._multipart["id"],
                PartNumber=number,
                Body=body,
            )
        return [number, answer["ETag"]]

    def _begin_multipart(self) -> None:
        if self._multipart is not None:
            return
        key = self._next_key()
        with s3_errors():
            answer = self._backend.client.create_multipart_upload(
                **self._backend.at(key), ContentType="application/octet-stream"
            )
        self._multipart = {"key": key, "id": answer["UploadId"]}

    def _take_in_pieces(self) -> None:
        if not self._pieces:
            return
        whole = bytearray()
        for key, size in self._pieces:
            try:
                whole += self._backend.read(key, size)
            except BlobMissing:
                raise NotThere(key) from None
        self._spent += [key for key, _ in self._pieces]
        self._pieces = []
        self._buffer = whole + self._buffer

    def _put_piece(self) -> None:
        size = len(self._buffer)
        self._pieces.append([self._put_buffer(), size])

    def _put_buffer(self) -> str:
        key = self._next_key()
        with s3_errors():
            self._backend.client.put_object(
                **self._backend.at(key),
                Body=self._buffer,
                ContentType="application/octet-stream",
            )
        self._buffer = bytearray()
        return key

    def _next_key(self) -> str:
        self._keys += 1
        return f"{self._prefix}.{self._keys}"

    def _drop_garbage(self) -> None:
        """Pieces that the committed state no longer needs."""
        garbage, self._garbage = self._garbage, []
        with suppress(StorageError):  # The collector finds them.
            for key in garbage:
                self._backend.delete(key)

    def _require_kept(self) -> None:
        if self._is_lost:
            raise NotThere(self.upload_id)

    @contextmanager
    def _lost_when_missing(self) -> Iterator[None]:
        try:
            yield
        except NotThere:
            raise UploadLost(self.upload_id) from None


class PartSender:
    """Sends one part while the next one is received. At most two parts are in memory."""

    def __init__(self):
        self._thread: ThreadPoolExecutor | None = None
        self._sending: Future | None = None
        self._sent: list[list] = []

    def send(self, call: Callable[[], list]) -> None:
        self._wait()
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="storage-part")
        self._sending = self._thread.submit(call)

    def results(self) -> list[list]:
        """What was sent since the last time, in order, once all of it has arrived."""
        self._wait()
        sent, self._sent = self._sent, []
        return sent

    def close(self) -> None:
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)

    def _wait(self) -> None:
        sending, self._sending = self._sending, None
        if sending is not None:
            self._sent.append(sending.result())
