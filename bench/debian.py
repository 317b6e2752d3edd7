"""Debian's docker-registry with its own configuration, but for its folder, its port, and tokens instead of htpasswd.

Tokens, because that is the work that Berth does for each request: both verify an ES256 signature and look for the
repository among the grants. docker-registry has no token service of its own. Where a measure holds a token request
(docker's pushes), it is asked of a small server beside it that only signs, and whose cost is not counted.
"""

import datetime
import hashlib
import secrets
import sys
import textwrap
import time
from base64 import b32encode
from pathlib import Path

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bench.berth import refuse_a_taken_port
from tests.services.processes import Server, answers

ISSUER = SERVICE = "bench"

CONFIGURATION = """\
version: 0.1
log:
  fields:
    service: registry
storage:
  cache:
    blobdescriptor: inmemory
  filesystem:
    rootdirectory: {folder}/registry
  delete:
    enabled: true
http:
  addr: 127.0.0.1:{port}
  secret: {secret}
  headers:
    X-Content-Type-Options: [nosniff]
auth:
  token:
    realm: http://localhost:{token_port}/token
    service: {service}
    issuer: {issuer}
    rootcertbundle: {folder}/certificate.pem
health:
  storagedriver:
    enabled: true
    interval: 10s
    threshold: 3
"""


class DebianRegistry:
    name = "docker-registry"

    def __init__(self, program, folder, port, token_port):
        self.folder = Path(folder)
        self.host = f"localhost:{port}"
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.token_port = token_port
        self.server = Server(
            [program, "serve", self.folder / "config.yml"],
            log=self.folder / "docker-registry.log",
            ready=answers(port),
            cwd=self.folder.parent,
        )
        self.token_server = Server(
            [sys.executable, "-m", "bench.token_server", token_port, self.folder],
            log=self.folder / "token-server.log",
            ready=answers(token_port),
            cwd=Path(__file__).parent.parent,
        )
        self.port = port

    def start(self):
        refuse_a_taken_port(self.host)
        refuse_a_taken_port(f"localhost:{self.token_port}")
        self.folder.mkdir(parents=True, exist_ok=True)
        write_key(self.folder, self.key)
        (self.folder / "config.yml").write_text(
            CONFIGURATION.format(
                folder=self.folder,
                port=self.port,
                secret=secrets.token_hex(16),
                token_port=self.token_port,
                service=SERVICE,
                issuer=ISSUER,
            )
        )
        self.server.start()
        self.token_server.start()
        return self

    def stop(self):
        self.server.stop()
        self.token_server.stop()

    @property
    def pid(self):
        return self.server.process.pid

    def authorization(self, repository):
        return f"Bearer {token(self.key, [(repository, ['pull', 'push'])])}"

    def credentials(self):
        return "bench", "anything"


def write_key(folder, key):
    """The key for the token server, and the certificate that the registry believes."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, ISSUER)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            pem,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def token(key, access):
    """`access` is [(repository, actions)]. The claims are those of Berth's own tokens."""
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": SERVICE,
        "sub": "bench",
        "iat": now,
        "nbf": now - 10,
        "exp": now + 300,
        "jti": secrets.token_hex(8),
        "access": [
            {"type": "repository", "name": name, "actions": actions}
            for name, actions in access
        ],
    }
    return jwt.encode(claims, key, algorithm="ES256", headers={"kid": key_id(key)})


def key_id(key):
    """As docker-registry names keys: 30 bytes of the hash, in groups of four letters."""
    der = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    letters = b32encode(hashlib.sha256(der).digest()[:30]).decode().rstrip("=")
    return ":".join(textwrap.wrap(letters, 4))
