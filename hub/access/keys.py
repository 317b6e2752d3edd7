"""The keys that sign registry tokens (ES256, P-256): the newest signs, all verify.

They stand in HUB_SIGNING_KEYS as PEM, one after the other with the signing one first, or as files in the data
directory. After a rotation a token lives out its minutes under the old key, and no login is lost.
"""

import os
import re
import threading
import time
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

PEM = re.compile(r"-----BEGIN [A-Z ]+-----.+?-----END [A-Z ]+-----", re.DOTALL)
# How often an unknown `kid` may make a process look at the files again, in seconds: forged tokens are free.
RELOAD_SECONDS = 2
# How long a process may go on signing with a key that was rotated out.
SIGNS_FOR_SECONDS = 60
# A key verifies for so long after a newer one was made: far longer than a token and a process's memory of it live.
RETIRED_AFTER_SECONDS = 24 * 3600


@dataclass(frozen=True)
class SigningKey:
    private: ec.EllipticCurvePrivateKey

    @cached_property
    def id(self):
        digest = hashes.Hash(hashes.SHA256())
        digest.update(
            self.private.public_key().public_bytes(
                serialization.Encoding.DER,
                serialization.PublicFormat.SubjectPublicKeyInfo,
            )
        )
        return digest.finalize().hex()[:16]

    @cached_property
    def public(self):
        return self.private.public_key()

    def as_jwk(self):
        jwk = jwt.algorithms.ECAlgorithm.to_jwk(self.public, as_dict=True)
        return jwk | {"kid": self.id, "use": "sig", "alg": "ES256"}


class KeyRing:
    def __init__(self):
        self.lock = threading.Lock()
        self.keys = []
        self.loaded_at = 0.0

    def signing(self) -> SigningKey:
        if time.monotonic() - self.loaded_at > SIGNS_FOR_SECONDS:
            self.load()
        return self.all()[0]

    def verifying(self, kid) -> SigningKey | None:
        """A key another process made a moment ago is found too."""
        found = self.find(kid)
        if found is None and time.monotonic() - self.loaded_at > RELOAD_SECONDS:
            self.load()
            found = self.find(kid)
        return found

    def find(self, kid):
        return next((key for key in self.all() if key.id == kid), None)

    def all(self) -> list[SigningKey]:
        if not self.keys:
            self.load()
        return self.keys

    def load(self):
        with self.lock:
            pems = PEM.findall(settings.HUB_SIGNING_KEYS) or read_files()
            self.keys = [
                SigningKey(serialization.load_pem_private_key(pem.encode(), None))
                for pem in pems
            ]
            self.loaded_at = time.monotonic()


def directory() -> Path:
    return settings.HUB_SECRETS_DIR / "signing-keys"


def read_files():
    """Newest first; makes the first key where there is none."""
    paths = sorted(directory().glob("*.pem"), reverse=True) or [write_new()]
    return [path.read_text() for path in paths]


def write_new() -> Path:
    """A new key, which signs from now on in every process that reads the files afterwards."""
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    directory().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = directory() / f"{time.time_ns()}.pem"
    draft = path.with_suffix(".draft")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
    ) as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    return path


def delete_retired():
    """Of every two neighbours the newer says since when the older one does not sign."""
    newest_first = sorted(directory().glob("*.pem"), reverse=True)
    for newer, older in pairwise(newest_first):
        if time.time() - int(newer.stem) / 1e9 > RETIRED_AFTER_SECONDS:
            older.unlink(missing_ok=True)


ring = KeyRing()
