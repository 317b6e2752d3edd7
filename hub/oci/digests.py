"""Digests: `algorithm:hex`, for the two algorithms OCI registers."""

import hashlib
import re

USUAL = "sha256"
EMPTY_SHA256 = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
DIGEST_LENGTH = len("sha512:") + 128
PATTERNS = {
    "sha256": re.compile(r"sha256:[a-f0-9]{64}"),
    "sha512": re.compile(r"sha512:[a-f0-9]{128}"),
}


class DigestInvalid(ValueError):
    def __init__(self, digest, actual=None):
        super().__init__(digest)
        self.digest = digest
        self.actual = actual


def check(text: str) -> str:
    """`text`, when it is a digest of a known algorithm; raises DigestInvalid."""
    if not is_digest(text):
        raise DigestInvalid(text)
    return text


def check_algorithm(text: str) -> str:
    """`text`, when it names an algorithm digests are known of; raises DigestInvalid."""
    if text not in PATTERNS:
        raise DigestInvalid(text)
    return text


def is_digest(text: str) -> bool:
    pattern = PATTERNS.get(text.partition(":")[0])
    return pattern is not None and pattern.fullmatch(text) is not None


def algorithm(digest: str) -> str:
    return digest.partition(":")[0]


def of(content: bytes, algorithm: str = "sha256") -> str:
    return f"{algorithm}:{hashlib.new(algorithm, content).hexdigest()}"


def require(content: bytes, digest: str):
    """Raise DigestInvalid unless `digest` is that of `content`."""
    actual = of(content, algorithm(check(digest)))
    if actual != digest:
        raise DigestInvalid(digest, actual)
