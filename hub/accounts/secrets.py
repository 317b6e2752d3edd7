"""Secrets for machines: `berth_pat_…` and `berth_ref_…`, ending in a checksum so that scanners can tell a real one."""

import hashlib
import secrets
import zlib

ACCESS_TOKEN = "berth_pat_"  # noqa: S105, a prefix
DOCKER_LOGIN = "berth_ref_"


def new(prefix: str) -> str:
    body = prefix + secrets.token_urlsafe(32)
    return body + checksum(body)


def is_one(text: str, prefix: str) -> bool:
    return (
        text.startswith(prefix) and text.isascii() and checksum(text[:-8]) == text[-8:]
    )


def checksum(body: str) -> str:
    return f"{zlib.crc32(body.encode()):08x}"


def digest(secret: str) -> bytes:
    """What is stored of a secret. It has 256 random bits, so a fast hash hides it as well as a slow one."""
    return hashlib.sha256(secret.encode()).digest()
