"""Digests that stop in one request and go on in the next, perhaps in another process.

hashlib cannot save its state, so SHA-2 runs on libcrypto's own functions, whose state is a plain struct. Where these
cannot be had (macOS, another library than the one that saved the state) there is no state to carry: the stored bytes
are read once more at the end.
"""

import base64
import ctypes
import hashlib
import platform
import re
import sys
from typing import Protocol

_STATE_SIZES = {"sha256": 112, "sha512": 216}
_DIGEST = re.compile(r"(sha256):([0-9a-f]{64})|(sha512):([0-9a-f]{128})")


class Hash(Protocol):
    name: str

    def update(self, data: bytes) -> None: ...

    def hexdigest(self) -> str: ...


def split(digest: str) -> tuple[str, str]:
    """`"sha256:ab..."` as `("sha256", "ab...")`; ValueError for what is no such digest."""
    match = _DIGEST.fullmatch(digest)
    if match is None:
        raise ValueError(f"not a digest: {digest!r}")
    algorithm, encoded = digest.split(":")
    return algorithm, encoded


def new(algorithm: str) -> Hash:
    """A hash of nothing yet; one that can be saved where this machine has such a thing."""
    if algorithm in _RESUMABLE:
        return ResumableHash(algorithm)
    return hashlib.new(algorithm)


def save(running: Hash | None) -> str | None:
    """The state as text, or None when it cannot be carried over."""
    return running.state() if isinstance(running, ResumableHash) else None


def resume(algorithm: str, saved: str | None) -> Hash | None:
    """The hash that `save` saved, or None: then the bytes must be read again."""
    if algorithm not in _RESUMABLE or not saved:
        return None
    library, _, state = saved.partition("|")
    if library != _LIBRARY_ID:
        return None
    try:
        return ResumableHash(algorithm, base64.b64decode(state))
    except ValueError:
        return None


class ResumableHash:
    """libcrypto's SHA256_* or SHA512_*. As fast as hashlib; ctypes releases the GIL for the call."""

    __slots__ = ("_context", "_update", "name")

    def __init__(self, algorithm: str, state: bytes | None = None):
        self.name = algorithm
        size = _STATE_SIZES[algorithm]
        if state is not None and len(state) != size:
            raise ValueError(f"a state of {len(state)} bytes for {algorithm}")
        self._context = ctypes.create_string_buffer(size)
        self._update = _function(algorithm, "Update")
        if state is None:
            _function(algorithm, "Init")(self._context)
        else:
            ctypes.memmove(self._context, state, size)

    def update(self, data: bytes) -> None:
        if not isinstance(data, bytes):
            data = bytes(data)
        self._update(self._context, data, len(data))

    def state(self) -> str:
        return f"{_LIBRARY_ID}|{base64.b64encode(self._context.raw).decode()}"

    def hexdigest(self) -> str:
        ending = ctypes.create_string_buffer(self._context.raw, len(self._context))
        digest = ctypes.create_string_buffer(hashlib.new(self.name).digest_size)
        _function(self.name, "Final")(digest, ending)
        return digest.raw.hex()


_ARGUMENTS = {
    "Init": [ctypes.c_void_p],
    "Update": [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t],
    "Final": [ctypes.c_void_p, ctypes.c_void_p],
}
_functions: dict[tuple[str, str], object] = {}


def _function(algorithm: str, step: str):
    return _functions[algorithm, step]


def _load_library() -> ctypes.CDLL | None:
    # macOS aborts a process that loads libcrypto by its plain name.
    if sys.platform != "linux":
        return None
    # By name, not by ctypes.util.find_library: that one starts ldconfig and a compiler.
    for name in ("libcrypto.so.3", "libcrypto.so.1.1"):
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def _bind(library: ctypes.CDLL, algorithm: str) -> None:
    for step, arguments in _ARGUMENTS.items():
        function = getattr(library, f"{algorithm.upper()}_{step}")
        function.argtypes = arguments
        function.restype = ctypes.c_int
        _functions[algorithm, step] = function


def _is_trustworthy(algorithm: str) -> bool:
    """One test vector, saved and resumed in its middle, against hashlib; and no byte written past the state."""
    size, guard = _STATE_SIZES[algorithm], b"\xa5" * 64
    roomy = ctypes.create_string_buffer(bytes(size) + guard, size + len(guard))
    text = bytes(range(256)) * 3
    _function(algorithm, "Init")(roomy)
    _function(algorithm, "Update")(roomy, text[:333], 333)
    if roomy.raw[size:] != guard:
        return False
    second = ResumableHash(algorithm, roomy.raw[:size])
    second.update(text[333:])
    return second.hexdigest() == hashlib.new(algorithm, text).hexdigest()


def _library_id(library: ctypes.CDLL) -> str:
    """Names the exact library and machine: the struct is nobody's promise, so it is read only by who wrote it."""
    library.OpenSSL_version.restype = ctypes.c_char_p
    version = library.OpenSSL_version(0).decode(errors="replace").replace("|", "/")
    return f"{version}, {platform.machine()}"


def _resumable() -> tuple[frozenset[str], str]:
    library = _load_library()
    if library is None:
        return frozenset(), ""
    try:
        for algorithm in _STATE_SIZES:
            _bind(library, algorithm)
        name = _library_id(library)
    except AttributeError:  # a build without the old functions
        return frozenset(), ""
    return frozenset(filter(_is_trustworthy, _STATE_SIZES)), name


_RESUMABLE, _LIBRARY_ID = _resumable()
