"""Every process notes which manifests are pulled, and writes it soon after or when it stops."""

import pytest

from hub.content.models import Manifest, ManifestPull
from tests.images import image, push
from tests.registry_api.wire import Registry
from tests.services.processes import eventually
from tests.world import build, by

ONE, TWO = image("one"), image("two")
PATH = "/v2/alice/app/manifests/"


@pytest.fixture
def world(transactional_db):
    world = build()
    for one, tag in ((ONE, "1.0"), (TWO, "2.0")):
        push(world.app, one, tag=tag, by=by(world.alice))
    return world


def pulled(one):
    return ManifestPull.objects.filter(manifest__digest=one.digest).first()


@pytest.mark.parametrize("reference", ["1.0", ONE.digest])
def test_a_get_is_remembered_and_a_head_is_not(world, hub, reference):
    client = Registry(hub)

    client("HEAD", PATH + "2.0")
    client("GET", PATH + "3.0")
    client("GET", PATH + reference)

    eventually(lambda: pulled(ONE), what="the note of a pull")
    assert not pulled(TWO)


def test_it_is_remembered_anew(world, hub):
    client = Registry(hub)
    client("GET", PATH + "1.0")
    first = eventually(lambda: pulled(ONE)).last_pulled_at

    for _ in range(4):
        client("GET", PATH + "1.0")

    eventually(lambda: pulled(ONE).last_pulled_at > first)


@pytest.mark.parametrize("server", ["gunicorn", "granian"])
def test_stopping_loses_nothing(world, start_hub, server):
    hub = start_hub(HUB_SERVER=server)
    client = Registry(hub)
    for reference in ("1.0", "2.0"):
        assert client("GET", PATH + reference).status == 200

    hub.stop()

    assert pulled(ONE)
    assert pulled(TWO)


def test_one_that_is_gone_keeps_nothing_else_back(world, hub):
    client = Registry(hub)
    client("GET", PATH + "1.0")
    client("GET", PATH + "2.0")
    Manifest.objects.filter(digest=ONE.digest).delete()

    eventually(lambda: pulled(TWO))
    assert not pulled(ONE)
