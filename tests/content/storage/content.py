"""Bytes to store."""

import hashlib

MIB = 1024 * 1024


def noise(size: int) -> bytes:
    """The same incompressible bytes each time."""
    return hashlib.shake_128(b"berth").digest(size)
