"""Blobs as files: a file is filled, synced, linked to its final name, and the folder synced."""

import fcntl
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Self
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from . import hashing
from .backend import Backend, StoredBlob, StoredUpload
from .blob_file import BlobFile
from .deadline import within
from .errors import (
    BlobMissing,
    StorageUnavailable,
    operating_system_errors,
)
from .files_upload import FileSink
from .upload_file import UploadFile, remove_upload

HEALTH_SECONDS = 3
_UPLOAD_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KEY = re.compile(r"blobs/sha(256|512)/([0-9a-f]{2})/\2[0-9a-f]+")


class FilesBackend(Backend):
    def __init__(
        self,
        root: Path,
        *,
        file_mode: int | None = None,
        directory_mode: int | None = None,
    ):
        self.root = root
        self.file_mode = file_mode or 0o644
        self.directory_mode = directory_mode
        self._folders: set[Path] = set()
        self._accel = settings.HUB_BLOBS_ACCEL

    @classmethod
    def over(cls, storage: FileSystemStorage) -> Self:
        return cls(
            Path(storage.location),
            file_mode=storage.file_permissions_mode,
            directory_mode=storage.directory_permissions_mode,
        )

    def _sink(self, upload_id: str, generation: int, state: dict) -> FileSink:
        with operating_system_errors():
            return FileSink(self, upload_id, generation, state)

    def upload_folder(self, upload_id: str) -> Path:
        return self.root / "uploads" / checked_upload_id(upload_id)

    def discard(self, upload_id: str, state: dict | None = None) -> None:
        remove_upload(self.upload_folder(upload_id))

    def key_of(self, digest: str) -> str:
        algorithm, encoded = hashing.split(digest)
        return f"blobs/{algorithm}/{encoded[:2]}/{encoded}"

    def path_of(self, key: str) -> Path:
        path = self.root / key
        if not key.startswith("blobs/") or ".." in path.parts:
            raise ValueError(f"not a key: {key!r}")
        return path

    def open(self, key: str, start: int = 0, length: int | None = None) -> BlobFile:
        with operating_system_errors(), self._missing(key):
            return BlobFile(self.path_of(key), start, length)

    def size(self, key: str) -> int:
        with operating_system_errors(), self._missing(key):
            return self.path_of(key).stat().st_size

    def delete(self, key: str, *, unused_since: datetime | None = None) -> bool:
        path = self.path_of(key)
        with operating_system_errors():
            try:
                with locked(path.parent):
                    if (
                        unused_since
                        and path.stat().st_mtime >= unused_since.timestamp()
                    ):
                        return False
                    path.unlink()
            except FileNotFoundError:
                pass
        return True

    def list_blobs(self) -> Iterator[StoredBlob]:
        with operating_system_errors():
            for folder in sorted((self.root / "blobs").glob("*/*")):
                for found in _found_in(folder):
                    key = f"blobs/{folder.parent.name}/{folder.name}/{found.name}"
                    if _KEY.fullmatch(key):
                        yield StoredBlob(key, found.size, found.modified)

    def list_uploads(self) -> Iterator[StoredUpload]:
        with operating_system_errors():
            for folder in _found_in(self.root / "uploads"):
                if _UPLOAD_ID.fullmatch(folder.name):
                    inside = _found_in(self.upload_folder(folder.name))
                    ages = [file.modified for file in inside]
                    yield StoredUpload(folder.name, max(ages, default=folder.modified))

    def healthy(self) -> None:
        within(HEALTH_SECONDS, self._try_out)

    def accel_path(self, key: str) -> str | None:
        return f"{self._accel.rstrip('/')}/{quote(key)}" if self._accel else None

    def publish(self, file: UploadFile, key: str) -> None:
        """Gives the file its final name. One that is there already stays, and counts as used now."""
        final = self.path_of(key)
        size = os.fstat(file.fd).st_size
        if not self._reuse(final, size):
            file.sync()
            self._link(file.path, final, size)
        file.drop()

    def reuse(self, key: str, size: int) -> bool:
        """Whether the blob is there, whole; it counts as used now."""
        return self._reuse(self.path_of(key), size)

    def _reuse(self, final: Path, size: int) -> bool:
        try:
            with locked(final.parent) as folder:
                if not _touch(final, size):
                    return False
                os.fsync(folder)
        except FileNotFoundError:
            return False
        return True

    def _link(self, path: Path, final: Path, size: int) -> None:
        self._make_folder(final.parent)
        with locked(final.parent) as folder:
            try:
                os.link(path, final)
            except FileExistsError:
                if not _touch(final, size):
                    os.replace(path, final)  # a wreck of another size, healed
            os.fsync(folder)

    def _make_folder(self, folder: Path) -> None:
        """Durably. Once in each process: one that was killed may have left a folder whose parent was not synced."""
        if folder in self._folders and folder.is_dir():
            return
        if folder == self.root:
            folder.mkdir(parents=True, exist_ok=True)
        else:
            self._make_folder(folder.parent)
            self._make_one(folder)
        with opened(folder.parent) as parent:
            os.fsync(parent)
        self._folders.add(folder)

    def _make_one(self, folder: Path) -> None:
        with suppress(FileExistsError):
            folder.mkdir()
            if self.directory_mode is not None:
                folder.chmod(self.directory_mode)

    def _try_out(self) -> None:
        folder = self.root / "uploads"
        self._make_folder(folder)
        written = secrets.token_bytes(32)
        with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
            file.write(written)
            os.fsync(file.fileno())
            if os.pread(file.fileno(), len(written), 0) != written:
                raise StorageUnavailable(
                    "the file system returned other bytes than were written"
                )

    @contextmanager
    def _missing(self, key: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            # An unmounted disk looks like a lost blob; the root tells them apart.
            if not (self.root / "blobs").is_dir():
                raise StorageUnavailable(f"{self.root}/blobs is not there") from None
            raise BlobMissing(key) from None


def checked_upload_id(upload_id: str) -> str:
    if not _UPLOAD_ID.fullmatch(upload_id):
        raise ValueError(f"not an upload id: {upload_id!r}")
    return upload_id


@contextmanager
def opened(folder: Path) -> Iterator[int]:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield fd
    finally:
        os.close(fd)


@contextmanager
def locked(folder: Path) -> Iterator[int]:
    """Deleting and publishing in one folder exclude each other, across processes."""
    with opened(folder) as fd:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield fd


class _Found(NamedTuple):
    name: str
    size: int
    modified: datetime


def _found_in(folder: Path) -> Iterator[_Found]:
    """What is in a folder; what somebody removes meanwhile is passed over."""
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in names:
        with suppress(FileNotFoundError):
            stat = (folder / name).stat()
            modified = datetime.fromtimestamp(stat.st_mtime, UTC)
            yield _Found(name, stat.st_size, modified)


def _touch(path: Path, size: int) -> bool:
    """Marks a blob of the right size as used now, which keeps the collector away."""
    if path.stat().st_size != size:
        return False
    os.utime(path)
    return True
