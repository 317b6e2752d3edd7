"""What a caller of the storage does: keep the state, raise the generation, commit."""

import hashlib
from dataclasses import dataclass, field
from itertools import count

from hub.content.storage import Backend, Writer

_numbers = count(1)


def digest_of(content: bytes, algorithm: str = "sha256") -> str:
    return f"{algorithm}:{hashlib.new(algorithm, content).hexdigest()}"


@dataclass
class Upload:
    """An upload's row, without a database."""

    backend: Backend
    id: str = field(default_factory=lambda: f"upload-{next(_numbers)}")
    generation: int = 0
    state: dict = field(default_factory=dict)

    def begin(self, **options) -> Writer:
        self.generation += 1
        return self.backend.writer(self.id, self.generation, self.state, **options)

    def append(self, content: bytes) -> None:
        with self.begin() as writer:
            writer.write(content)
            self.state = writer.flush()

    def finish(self, digest: str, rest: bytes = b"") -> str:
        with self.begin() as writer:
            if rest:
                writer.write(rest)
            return writer.finish(digest)


def stored(backend: Backend, key: str) -> bytes:
    readable = backend.open(key)
    try:
        return b"".join(readable)
    finally:
        readable.close()
