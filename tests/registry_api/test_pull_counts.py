"""Pulls over the wire are counted: a GET is one, a HEAD is none, and so is an answer from memory."""

import pytest

from hub.repositories.models import Repository
from hub.statistics.models import DailyPulls
from tests.images import image, index, push
from tests.registry_api.wire import Registry
from tests.services.processes import eventually
from tests.world import build, by

ONE = image("one")
PATH = "/v2/alice/app/manifests/"


@pytest.fixture
def world(transactional_db):
    world = build()
    push(world.app, index(ONE), tag="1.0", by=by(world.alice))
    return world


def total():
    return Repository.objects.get(full_name="alice/app").pull_count


def pull(client):
    """As docker does."""
    client("HEAD", PATH + "1.0")
    client("GET", PATH + "1.0")
    client("GET", PATH + ONE.digest)


@pytest.mark.parametrize("server", ["gunicorn", "granian"])
def test_each_pull_counts_once(world, start_hub, server):
    hub = start_hub(HUB_SERVER=server)
    client = Registry(hub)

    for _ in range(7):
        pull(client)
    hub.stop()

    assert total() == 7
    row = DailyPulls.objects.get()
    assert (row.tag, row.platform, row.pulls) == ("1.0", "linux/amd64", 7)


def test_it_is_soon_seen(world, hub):
    pull(Registry(hub))

    eventually(lambda: total() == 1, what="the count of a pull")
