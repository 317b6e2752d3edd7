"""An upload on its way into a file."""

from contextlib import suppress
from typing import TYPE_CHECKING

from .errors import StaleWriter, UploadLost, operating_system_errors
from .upload_file import UploadFile
from .writer import Check

if TYPE_CHECKING:
    from .files import FilesBackend


class FileSink:
    """Writes one generation of an upload into its file."""

    kind = "files"

    def __init__(
        self, backend: "FilesBackend", upload_id: str, generation: int, state: dict
    ):
        self.upload_id = upload_id
        self._backend = backend
        self._flushed = state.get("offset", 0)
        stored = state.get("stored", {})
        self._file: UploadFile | None = None
        if self._flushed and stored.get("kind") != self.kind:
            raise UploadLost(upload_id)
        # Lost, perhaps because an earlier finish made the blob and could not commit. Then the same bytes may come
        # again, and `publish` finds that they are there already.
        with suppress(UploadLost):
            self._file = UploadFile(
                backend.upload_folder(upload_id),
                generation,
                committed=stored.get("generation", 0),
                size=self._flushed,
                mode=backend.file_mode,
            )
        self._generation = generation
        self._size = self._flushed

    def write(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._file is not None:
            with operating_system_errors():
                self._file.write(chunk)

    def flush(self) -> dict:
        with operating_system_errors():
            self._require_file().sync()
        self._flushed = self._size
        return {"kind": self.kind, "generation": self._generation}

    def publish(
        self, digest: str, size: int, check: Check, *, is_verified: bool
    ) -> str:
        key = self._backend.key_of(digest)
        with operating_system_errors():
            if self._file is None:
                if is_verified and self._backend.reuse(key, size):
                    return key
                raise UploadLost(self.upload_id)
            if not is_verified:
                check(self._file.chunks())
            # From here on the file may have the blob's name too, so nobody may cut it.
            self._flushed = self._size
            try:
                self._backend.publish(self._file, key)
            except FileNotFoundError:  # a newer generation swept it away
                raise StaleWriter(self.upload_id, self._generation) from None
            self._file = None
        return key

    def close(self) -> None:
        file, self._file = self._file, None
        if file is None:
            return
        try:
            if self._size > self._flushed:
                file.truncate(self._flushed)
        except OSError:
            pass  # Only room is lost, until the next generation cuts the file.
        finally:
            file.close()

    def _require_file(self) -> UploadFile:
        if self._file is None:
            raise UploadLost(self.upload_id)
        return self._file
