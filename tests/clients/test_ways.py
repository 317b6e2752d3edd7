"""Every way to a hub, by every name of it: directly, and through an nginx that passes bytes on, keeps them first, or serves
blobs itself.

One client goes all of them, the others do with `make test-large`.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

from tests.clients.containers import Buildah, Podman, Skopeo
from tests.clients.ctr import Ctr
from tests.clients.dockers import Dockers
from tests.clients.go_clients import Crane, Oras, Regctl
from tests.clients.images import KIB, config_digest, layer
from tests.services.docker import Docker
from tests.services.hub import Hub
from tests.services.nginx import ACCEL, Nginx
from tests.world import PASSWORD

pytestmark = pytest.mark.one_pair

DIRECT = "directly"
PASSING, KEEPING, SERVING = "nginx", "nginx that buffers", "nginx that serves blobs"
WAYS = (DIRECT, PASSING, KEEPING, SERVING)
IPV6 = "[::1]"
NAMES = ("localhost", "127.0.0.1", IPV6)


@dataclass(frozen=True)
class Place:
    host: str
    certificate: Path | None

    def __str__(self):
        return self.host


@pytest.fixture(scope="module")
def doors(hub_process, django_db_blocker):
    """The port of each way, and its certificate; opened by the first who asks."""
    with ExitStack() as opened:
        doors = {DIRECT: (hub_process.port, None)}

        def door(way):
            if way not in doors:
                nginx = open_nginx(way, opened, django_db_blocker)
                doors[way] = (nginx.port, nginx.certificate)
            return doors[way]

        yield door


def open_nginx(way, opened, django_db_blocker):
    accel = {"HUB_BLOBS_ACCEL": ACCEL} if way == SERVING else {}
    with django_db_blocker.unblock():
        hub = Hub(name="behind-nginx", HUB_TRUSTED_PROXIES="1", **accel).start()
    opened.callback(hub.stop)
    nginx = Nginx(
        settings.HUB_DATA_DIR / f"nginx-{hub.port}",
        hub_port=hub.port,
        buffered=way == KEEPING,
        blobs=settings.HUB_DATA_DIR / "registry" if accel else None,
    ).start()
    opened.callback(nginx.stop)
    return nginx


@pytest.fixture
def there_and_back(hub, world, doors, layout, tmp_path):
    """Alice pushes an image and nobody pulls it: `there_and_back(Crane, "directly", "localhost")`."""

    def go(kind, way, name, **options):
        port, certificate = doors(way)
        place = Place(f"{name}:{port}", certificate)
        layout.add_image(layer(2000 * KIB))
        alice = kind(tmp_path / "alice", registry=place, **options)
        alice.log_in("alice", PASSWORD).push(layout, "alice/app:1.0")

        nobody = kind(tmp_path / "nobody", registry=place, **options)
        assert nobody.pull("alice/app:1.0") == config_digest(layout.folder)

    return go


def ways(*, by=NAMES):
    return list(each_way(by))


def each_way(names):
    for way, name in product(WAYS, names):
        needs = [one for one, it_does in (("nginx", way != DIRECT), ("ipv6", name == IPV6)) if it_does]  # fmt: skip
        yield pytest.param(way, name, marks=pytest.mark.needs(*needs))


@pytest.mark.needs("crane")
@pytest.mark.parametrize(("way", "name"), ways())
def test_crane_gets_there_and_back(there_and_back, way, name):
    there_and_back(Crane, way, name)


@pytest.mark.large
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=pytest.mark.needs(kind.__name__.lower()))
        for kind in (Oras, Regctl)
    ],
)
@pytest.mark.parametrize(("way", "name"), ways())
def test_other_go_clients_get_there_and_back(there_and_back, kind, way, name):
    there_and_back(kind, way, name)


@pytest.mark.large
@pytest.mark.parametrize(("way", "name"), ways())
def test_containerd_gets_there_and_back(there_and_back, containerd, way, name):
    there_and_back(Ctr, way, name, containerd=containerd)


# What follows calls "[::1]:8000/alice/app" an invalid reference.
NO_IPV6 = NAMES[:2]


@pytest.mark.large
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=pytest.mark.needs(kind.__name__.lower()))
        for kind in (Skopeo, Podman, Buildah)
    ],
)
@pytest.mark.parametrize(("way", "name"), ways(by=NO_IPV6))
def test_skopeo_podman_and_buildah_get_there_and_back(there_and_back, kind, way, name):
    there_and_back(kind, way, name)


@pytest.mark.large
@pytest.mark.parametrize("program", Docker.programs(), ids=str)
@pytest.mark.parametrize(("way", "name"), ways(by=NO_IPV6))
def test_docker_gets_there_and_back(there_and_back, dockerd, program, way, name):
    there_and_back(Dockers, way, name, dockerd=dockerd, program=program)
