"""Layers of gigabytes: what they cost a worker in memory, and what it reads twice."""

import hashlib
import sys
from contextlib import closing

import pytest

from tests.services import pairs
from tests.services.workers import bytes_read, growth_of, warm_up

MIB = 1024 * 1024
LAYER = 2048 * MIB
GROWTH = 150 * MIB

pytestmark = [
    pytest.mark.large,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, which Linux has"),
]


class Layer:
    """Bytes that nothing can compress or guess, made as they are sent."""

    def __init__(self, size):
        self.size = size
        self.block = hashlib.shake_256(b"a large layer").digest(MIB)

    def chunks(self, start=0, end=None):
        for number in range(start // MIB, (end or self.size) // MIB):
            yield number.to_bytes(8) + self.block[8:]

    @property
    def digest(self):
        received = hashlib.sha256()
        for chunk in self.chunks():
            received.update(chunk)
        return f"sha256:{received.hexdigest()}"


@pytest.fixture
def alice(world, registry):
    """At a hub that has done all of it once, small."""
    alice = registry("alice")
    warm_up(alice)
    return alice


@pytest.fixture
def growth(alice):
    return growth_of(alice.hub)


def pull(caller, path):
    """Its digest and size, read piece by piece."""
    received, size = hashlib.sha256(), 0
    with closing(caller.connect()) as connection:
        headers = {"Authorization": f"Bearer {caller.token_for(path)}"}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        assert answer.status == 200
        while chunk := answer.read(MIB):
            received.update(chunk)
            size += len(chunk)
    return f"sha256:{received.hexdigest()}", size


@pytest.mark.parametrize("way", ["stream", "post"])
def test_memory_stays_flat_while_a_layer_goes_in_and_out(alice, growth, way):
    layer = Layer(LAYER)
    digest = layer.digest

    if way == "stream":
        location = alice("PATCH", alice.start("alice/app"), layer.chunks()).location
        done = alice.finish(location, digest=digest)
    else:
        path = f"/v2/alice/app/blobs/uploads/?digest={digest}"
        done = alice("POST", path, layer.chunks(), content_length=str(layer.size))
    assert done.status == 201

    assert pull(alice, done.location) == (digest, layer.size)
    assert growth() < GROWTH


def test_three_patches_and_a_put_read_back_no_byte(alice):
    layer = Layer(1024 * MIB)
    location, before = alice.start("alice/app"), bytes_read(alice.hub)

    for start in (0, 256 * MIB, 512 * MIB):
        location = alice(
            "PATCH", location, layer.chunks(start, start + 256 * MIB)
        ).location
    rest = layer.chunks(768 * MIB)
    done = alice.finish(location, rest, digest=layer.digest)

    assert done.status == 201
    assert bytes_read(alice.hub) - before < 20 * MIB
    if pairs.current() == "files":
        pull(alice, done.location)
        assert bytes_read(alice.hub) - before > 1000 * MIB
