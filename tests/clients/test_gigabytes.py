"""A layer of 5 GiB over a line that breaks, in and out: each goes on where it stopped, and no worker grows."""

import hashlib
import itertools
import json
import shutil
import tarfile
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException

import pytest
from django.conf import settings

from hub.content.models import Blob
from hub.content.storage import backend
from hub.oci import digests, media_types
from tests.clients.cutter import PIECE, Cutter
from tests.clients.dockers import Dockers
from tests.clients.images import config
from tests.registry_api.wire import Registry
from tests.services.processes import eventually
from tests.services.workers import growth_of, warm_up

pytestmark = pytest.mark.large

MIB = 1024 * 1024
GIB = 1024 * MIB
LAYER = 5 * GIB
CUT = 2 * GIB + 300_000
GROWTH = 150 * MIB
# Of what was under way when the line broke, and of all else that is said.
SOME = 64 * MIB
# In the hub, on the way into docker, and unpacked there.
ROOM = 3 * LAYER + 2 * GIB


class LargeLayer:
    """A tar of one file whose every MiB is another; made as it is sent."""

    def __init__(self):
        self.block = hashlib.shake_256(b"five gigabytes").digest(MIB)
        info = tarfile.TarInfo("large")
        info.size = LAYER
        self.head = info.tobuf(tarfile.USTAR_FORMAT)
        self.size = len(self.head) + LAYER + 2 * tarfile.BLOCKSIZE
        received = hashlib.sha256()
        for piece in self.pieces():
            received.update(piece)
        self.digest = f"sha256:{received.hexdigest()}"

    def pieces(self, start=0):
        blocks = (number.to_bytes(8) + self.block[8:] for number in range(LAYER // MIB))
        for piece in itertools.chain([self.head], blocks, [bytes(1024)]):
            if start < len(piece):
                yield piece[start:]
            start = max(start - len(piece), 0)


class Caller(Registry):
    """Speaks over the line."""

    def __init__(self, hub, line, name):
        super().__init__(hub, name)
        self.line = line

    def connect(self):
        return HTTPConnection("127.0.0.1", self.line.port, timeout=120)

    def push_over_a_break(self, layer):
        """Answers with the last answer, and the offset where it went on."""
        location = self.start("alice/app")
        with suppress(OSError, HTTPException):
            self("PATCH", location, layer.pieces())
        offset = eventually(lambda: self.offset(location), what="an offset")
        rest = f"{offset}-{layer.size - 1}"
        self("PATCH", location, layer.pieces(offset), content_range=rest)
        return self.finish(location, digest=layer.digest), offset

    def offset(self, location):
        """Of the next byte. Nothing yet is told as one byte is."""
        last = int(self("GET", location).headers["Range"].partition("-")[2])
        return last + 1 if last else 0

    def pull_over_a_break(self, path):
        """Its digest and size, and how often it had to ask."""
        received, size, asked = hashlib.sha256(), 0, 0
        whole = int(self("HEAD", path).headers["Content-Length"])
        while size < whole:
            asked += 1
            for piece in self.pieces(path, size):
                received.update(piece)
                size += len(piece)
        return f"sha256:{received.hexdigest()}", size, asked

    def pieces(self, path, start):
        """Until the end, or until the line breaks."""
        headers = {
            "Authorization": f"Bearer {self.token_for(path)}",
            "Range": f"bytes={start}-",
        }
        with closing(self.connect()) as connection, suppress(HTTPException, OSError):
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            assert answer.status == 206
            while piece := answer.read1(MIB):
                yield piece


@pytest.fixture(scope="module")
def layer():
    return LargeLayer()


@pytest.fixture
def room(transactional_db):
    """Asked for before anything is sent, and given back."""
    folder = settings.HUB_DATA_DIR
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        pytest.skip(
            f"needs {ROOM // GIB} GiB of disk where temporary files are, and {free // GIB} are free: set TMPDIR"
        )
    yield
    for blob in Blob.objects.all():
        backend().delete(blob.storage_key)


@pytest.fixture
def line(hub, world):
    cutter = Cutter(settings.HUB_PORT).start()
    yield cutter
    cutter.stop()


@pytest.fixture
def alice(room, hub, line):
    """At a hub that has done all of it once, small."""
    alice = Caller(hub, line, "alice")
    warm_up(alice)
    return alice


@pytest.fixture
def growth(alice):
    return growth_of(alice.hub)


def test_a_layer_goes_in_and_out_over_a_line_that_breaks(alice, line, growth, layer):
    line.cut_upload_after(CUT)
    done, offset = alice.push_over_a_break(layer)

    assert done.status == 201
    # The piece with which the line breaks still arrives.
    assert CUT - SOME < offset < CUT + PIECE
    assert line.sent < layer.size + SOME

    line.received = 0
    line.cut_download_after(CUT)
    pulled = alice.pull_over_a_break(done.location)

    assert pulled == (layer.digest, layer.size, 2)
    assert line.received < layer.size + SOME
    assert line.cuts == 2
    assert growth() < GROWTH


def test_docker_pulls_a_layer_over_a_line_that_breaks(
    alice, line, growth, layer, dockerd, tmp_path
):
    image = push_image(alice, layer)
    docker = Dockers(tmp_path / "docker", registry=line, dockerd=dockerd)
    line.received = 0
    line.cut_download_after(CUT)

    assert docker.pull("alice/app:large") == image
    docker("rmi", docker.address("alice/app:large"))

    assert line.cuts == 1
    assert line.received < layer.size + SOME
    assert growth() < GROWTH


def push_image(alice, layer):
    """Answers its config's digest."""
    location = alice.start("alice/app")
    alice("PATCH", location, layer.pieces())
    assert alice.finish(location, digest=layer.digest).status == 201
    content = config([layer])
    alice.push_blob("alice/app", content)
    manifest = {
        "schemaVersion": 2,
        "mediaType": media_types.OCI_MANIFEST,
        "config": {
            "mediaType": "application/vnd.oci.image.config.v1+json",
            "digest": digests.of(content),
            "size": len(content),
        },
        "layers": [
            {
                "mediaType": "application/vnd.oci.image.layer.v1.tar",
                "digest": layer.digest,
                "size": layer.size,
            }
        ],
    }
    put = alice(
        "PUT", "/v2/alice/app/manifests/large", json.dumps(manifest).encode(),
        content_type=media_types.OCI_MANIFEST,
    )  # fmt: skip
    assert put.status == 201
    return digests.of(content)
