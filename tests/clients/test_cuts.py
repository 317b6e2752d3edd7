"""A line that breaks in the middle of a layer: who can go on does so, and sends or fetches the rest only."""

import os

import pytest
from django.conf import settings

from hub.oci import digests
from tests.clients.cutter import Cutter
from tests.clients.dockers import Dockers
from tests.clients.go_clients import Regctl
from tests.clients.images import KIB, config_digest, layer
from tests.world import PASSWORD

pytestmark = pytest.mark.one_pair

MIB = 1024 * KIB
LAYER = 8 * MIB
CUT = 5 * MIB
# Of a chunk, of what was under way when the line broke, and of all else that is said.
SOME = 2 * MIB


@pytest.fixture
def line(hub, world):
    cutter = Cutter(settings.HUB_PORT).start()
    yield cutter
    cutter.stop()


@pytest.fixture
def alice(line, tmp_path):
    """`alice(Regctl)`, on that line."""

    def make(kind, **options):
        client = kind(tmp_path / kind.__name__, registry=line, **options)
        return client.log_in("alice", PASSWORD)

    return make


@pytest.mark.needs("regctl")
def test_regctl_sends_the_rest_of_a_blob(alice, line):
    regctl, content = alice(Regctl), os.urandom(LAYER)
    regctl.set_up("--blob-chunk", MIB, "--blob-max", MIB)
    # Early in a chunk: what is left of it becomes regctl's size of a chunk from then on.
    line.cut_upload_after(4 * MIB + 200 * KIB)

    put = regctl("blob", "put", regctl.address("alice/app"), input=content)

    assert put.stdout.decode().strip() == digests.of(content)
    assert line.cuts == 1
    assert line.sent < LAYER + SOME


def test_docker_fetches_the_rest_of_a_layer(alice, line, layout, dockerd):
    layout.add_image(layer(LAYER))
    docker = alice(Dockers, dockerd=dockerd)
    docker.push(layout, "alice/app:1.0")
    line.cut_download_after(CUT)

    assert docker.pull("alice/app:1.0") == config_digest(layout.folder)

    assert line.cuts == 1
    assert line.received < LAYER + SOME
