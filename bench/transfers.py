"""Layers in and out over a raw socket, as docker sends them and as containerd does."""

import contextlib
import hashlib
import http.client
import json
import mmap
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

MIB = 1024 * 1024
# docker's writer: a chunk holds what one Read gave, 32 KiB at most.
CHUNK = 32 * 1024
CHUNKS_A_CALL = 32
PATIENCE_SECONDS = 300


@dataclass(frozen=True)
class Layer:
    """Bytes that do not compress, in a file that the page cache holds."""

    path: Path
    size: int
    digest: str


def make_layer(path, size):
    """A new one each time: what a registry has it does not take again."""
    digest = hashlib.sha256()
    grain = os.urandom(8 * MIB)
    with path.open("wb") as file:
        left = size
        while left:
            # Every piece differs in its head: enough for another digest, and cheap.
            piece = (os.urandom(32) + grain)[: min(left, len(grain))]
            file.write(piece)
            digest.update(piece)
            left -= len(piece)
    return Layer(path, size, f"sha256:{digest.hexdigest()}")


class Registry:
    """A repository of a server, spoken to as its owner."""

    def __init__(self, host, repository, authorization):
        self.host = host
        self.address = address_of(host)
        self.repository = repository
        self.headers = {"Authorization": authorization} if authorization else {}

    def url(self, path):
        return f"/v2/{self.repository}/{path}"

    def call(self, method, path, *, body=None, headers=None, status):
        """An answer of a few bytes: its headers and its body."""
        with contextlib.closing(
            http.client.HTTPConnection(*self.address, timeout=PATIENCE_SECONDS)
        ) as connection:
            connection.request(method, path, body, {**self.headers, **(headers or {})})
            return checked(connection.getresponse(), status, f"{method} {path}")

    def begin_upload(self):
        headers, _ = self.call(
            "POST",
            self.url("blobs/uploads/"),
            headers={"Content-Length": "0"},
            status=202,
        )
        return path_of(headers["Location"])

    def push_in_chunks(self, layer):
        """POST, PATCH with a chunked body, PUT: docker, podman, crane."""
        with self.sending("PATCH", self.begin_upload(), chunked=True) as connection:
            send_chunks(connection.sock, layer)
            headers, _ = checked(connection.getresponse(), 202, "PATCH")
        self.call(
            "PUT",
            with_digest(path_of(headers["Location"]), layer.digest),
            headers={"Content-Length": "0"},
            status=201,
        )

    def push_at_once(self, layer):
        """POST, PUT with a length: containerd."""
        path = with_digest(self.begin_upload(), layer.digest)
        with self.sending("PUT", path, length=layer.size) as connection:
            with layer.path.open("rb") as file:
                connection.sock.sendfile(file)
            checked(connection.getresponse(), 201, "PUT")

    @contextlib.contextmanager
    def sending(self, method, path, *, chunked=False, length=None):
        connection = http.client.HTTPConnection(*self.address, timeout=PATIENCE_SECONDS)
        connection.putrequest(method, path)
        headers = self.headers | {"Content-Type": "application/octet-stream"}
        if chunked:
            headers["Transfer-Encoding"] = "chunked"
        else:
            headers["Content-Length"] = str(length)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        with contextlib.closing(connection):
            yield connection

    def push_bytes(self, content):
        digest = digest_of(content)
        self.call(
            "PUT",
            with_digest(self.begin_upload(), digest),
            body=content,
            headers={"Content-Type": "application/octet-stream"},
            status=201,
        )
        return digest

    def put_manifest(self, reference, *, config, layers):
        """Of layers that are there, as (digest, size)."""
        content = manifest(config, layers)
        self.call(
            "PUT",
            self.url(f"manifests/{reference}"),
            body=content,
            headers={"Content-Type": MANIFEST},
            status=201,
        )
        return content

    def pull(self, layer):
        """To nowhere: the kernel throws the bytes away, the clock runs until the last."""
        with contextlib.closing(
            http.client.HTTPConnection(*self.address, timeout=PATIENCE_SECONDS)
        ) as connection:
            connection.request(
                "GET", self.url(f"blobs/{layer.digest}"), headers=self.headers
            )
            sock = connection.sock
            received = discard_body(sock)
        if received != layer.size:
            raise AssertionError(f"{received} bytes of {layer.size}")


MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
CONFIG = "application/vnd.docker.container.image.v1+json"
LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"


def manifest(config, layers):
    def described(media_type, digest, size):
        return {"mediaType": media_type, "size": size, "digest": digest}

    return json.dumps(
        {
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "config": described(CONFIG, *config),
            "layers": [described(LAYER, *layer) for layer in layers],
        }
    ).encode()


def send_chunks(sock, layer):
    head, tail = b"%x\r\n" % CHUNK, b"\r\n"
    with (
        layer.path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as content,
        memoryview(content) as view,
    ):
        whole = layer.size - layer.size % CHUNK
        for start in range(0, whole, CHUNK * CHUNKS_A_CALL):
            pieces = []
            for at in range(start, min(start + CHUNK * CHUNKS_A_CALL, whole), CHUNK):
                pieces += [head, view[at : at + CHUNK], tail]
            send_all(sock, pieces)
            for piece in pieces[1::3]:
                piece.release()
        rest = bytes(view[whole:])
        if rest:
            sock.sendall(b"%x\r\n%b\r\n" % (len(rest), rest))
        sock.sendall(b"0\r\n\r\n")


def send_all(sock, pieces):
    """sendmsg may send less than it was given."""
    sent = sock.sendmsg(pieces)
    if sent < sum(map(len, pieces)):
        sock.sendall(b"".join(pieces)[sent:])


def discard_body(sock):
    """How many bytes of body came after the head of a 200."""
    received = sock.recv(65536)
    while b"\r\n\r\n" not in received:
        received += sock.recv(65536)
    head, _, body = received.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200 "):
        raise AssertionError(received[:1000])
    length = int(
        next(
            line.split(b":")[1]
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        )
    )
    count, buffer = len(body), bytearray(MIB)
    while count < length:
        got = sock.recv_into(buffer, MIB, socket.MSG_TRUNC)
        if not got:
            break
        count += got
    return count


def checked(response, status, what):
    body = response.read()
    if response.status != status:
        raise AssertionError(f"{what}: {response.status} {body[:1000]}")
    return response.headers, body


def address_of(host):
    """Over IPv4 whoever listens on more: a name would be tried both ways."""
    return "127.0.0.1", int(host.rpartition(":")[2])


def digest_of(content):
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def path_of(location):
    """Servers may answer with a whole address or with a path."""
    parts = urlsplit(location)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def with_digest(path, digest):
    return f"{path}{'&' if '?' in path else '?'}digest={digest}"
