"""Blobs in any other Django storage: staged on the local disk, verified, then saved as a whole.

An unfinished upload lives on one machine only, so several machines share HUB_STAGING_DIR or one of them takes the pushes.
"""

import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage

from .backend import Backend, StoredBlob, StoredUpload
from .deadline import within
from .errors import (
    BlobMissing,
    StorageError,
    StorageUnavailable,
    UploadLost,
    operating_system_errors,
)
from .files import FilesBackend
from .files_upload import FileSink
from .upload_file import READ_AT_ONCE
from .writer import Check

HEALTH_SECONDS = 5
RECEIPT = "saved"
#: <upload id>.<generation>-<random>, and whatever the storage made of it
_NAME = re.compile(r"([A-Za-z0-9_-]{1,64})\.\d+-[0-9a-f]{8}")


class GeneralBackend(Backend):
    def __init__(self, storage: Storage):
        self.storage = storage
        self.staging = FilesBackend(Path(settings.HUB_STAGING_DIR))

    def _sink(self, upload_id: str, generation: int, state: dict) -> "StagingSink":
        with operating_system_errors():
            return StagingSink(self, upload_id, generation, state)

    def discard(self, upload_id: str, state: dict | None = None) -> None:
        self.staging.discard(upload_id)

    def open(self, key: str, start: int = 0, length: int | None = None) -> "FileRange":
        with storage_errors(key):
            return FileRange(self.storage.open(key), start, length)

    def size(self, key: str) -> int:
        # Not every storage says so when it is asked for the size of nothing.
        with storage_errors(key):
            if not self.storage.exists(key):
                raise BlobMissing(key)
            return self.storage.size(key)

    def delete(self, key: str, *, unused_since: datetime | None = None) -> bool:
        # A key belongs to one upload, so no later finish can have begun to use it.
        with suppress(BlobMissing), storage_errors(key):
            self.storage.delete(key)
        return True

    def list_blobs(self) -> Iterator[StoredBlob]:
        with storage_errors("blobs"):
            for folder in self._names("blobs", 0):
                for name in self._names(f"blobs/{folder}", 1):
                    if match := _NAME.match(name):
                        yield self._found(f"blobs/{folder}/{name}", match[1])

    def list_uploads(self) -> Iterator[StoredUpload]:
        return self.staging.list_uploads()

    def healthy(self) -> None:
        self.staging.healthy()
        within(HEALTH_SECONDS, self._try_out)

    def save(self, path: Path, key: str, size: int) -> str:
        """The key it was given, which is the storage's choice."""
        with storage_errors(key), path.open("rb") as content:
            saved = self.storage.save(key, File(content))
            if self.storage.size(saved) != size:
                self.storage.delete(saved)
                raise StorageUnavailable(f"{saved} was not stored whole")
        return saved

    def _found(self, key: str, upload_id: str) -> StoredBlob:
        modified = self.storage.get_modified_time(key)
        return StoredBlob(key, self.storage.size(key), modified, upload_id)

    def _names(self, folder: str, kind: int) -> list[str]:
        """Of the folders (0) or the objects (1) in it."""
        try:
            return self.storage.listdir(folder)[kind]
        except FileNotFoundError:
            return []

    def _try_out(self) -> None:
        with storage_errors("health"):
            name = self.storage.save(
                f"health/{secrets.token_hex(8)}", ContentFile(b"healthy")
            )
            with self.storage.open(name) as stored:
                read = stored.read()
            self.storage.delete(name)
        if read != b"healthy":
            raise StorageUnavailable("the storage returned other bytes than were saved")


class StagingSink(FileSink):
    """Receives into a local file and leaves a receipt there, so that a finish can be repeated."""

    kind = "staged"

    def __init__(
        self, backend: GeneralBackend, upload_id: str, generation: int, state: dict
    ):
        super().__init__(backend.staging, upload_id, generation, state)
        self._general = backend
        self._folder = backend.staging.upload_folder(upload_id)

    def publish(
        self, digest: str, size: int, check: Check, *, is_verified: bool
    ) -> str:
        with operating_system_errors():
            if self._file is None:
                return self._saved_before(digest)
            if not is_verified:
                check(self._file.chunks())
            key = self._general.save(self._file.path, self._new_key(), size)
            (self._folder / RECEIPT).write_text(json.dumps([digest, key]))
            self._file.drop()
            self._file = None
        return key

    def _new_key(self) -> str:
        unique = f"{self._generation}-{secrets.token_hex(4)}"
        return f"blobs/{self.upload_id[:2]}/{self.upload_id}.{unique}"

    def _saved_before(self, digest: str) -> str:
        try:
            saved, key = json.loads((self._folder / RECEIPT).read_text())
        except (FileNotFoundError, ValueError):
            raise UploadLost(self.upload_id) from None
        if saved != digest:
            raise UploadLost(self.upload_id)
        return key


class FileRange:
    """A range of a stored file, whatever kind of file the storage opens."""

    def __init__(self, file: File, start: int, length: int | None):
        self._file = file
        self._rest = (file.size - start) if length is None else length
        file.seek(start)

    def read(self, size: int = -1, /) -> bytes:
        wanted = self._rest if size < 0 else min(size, self._rest)
        with storage_errors(self._file.name):
            chunk = self._file.read(wanted) if wanted > 0 else b""
        self._rest -= len(chunk)
        return chunk

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self.read(READ_AT_ONCE):
            yield chunk

    def close(self) -> None:
        self._file.close()


@contextmanager
def storage_errors(key: str) -> Iterator[None]:
    try:
        yield
    except StorageError:
        raise
    except FileNotFoundError:
        raise BlobMissing(key) from None
    except OSError as error:
        with operating_system_errors():
            raise error
    # Each storage has the errors of its own library, which nobody here can know.
    except Exception as error:
        raise StorageUnavailable(f"{type(error).__name__}: {error}") from error
