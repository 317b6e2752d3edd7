"""The servers as fixtures. One of each for a run (for each of xdist's processes), started by the first test that asks."""

import pytest
from django.conf import settings

from . import database, machine, pairs
from .processes import free_port


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        database.remember()


@pytest.fixture(scope="session")
def hub_process(django_db_setup, django_db_blocker):
    from .hub import Hub

    with django_db_blocker.unblock():
        hub = Hub(port=settings.HUB_PORT)
    yield hub.start()
    hub.stop()


@pytest.fixture
def hub(transactional_db, hub_process):
    """A hub that answers, over an empty database that the test shares with it."""
    if not hub_process.is_ready():
        hub_process.restart()
    return hub_process


@pytest.fixture
def start_hub(transactional_db):
    """Start another hub over the same stores, with other settings: `start_hub(HUB_SIGN_UP="closed")`."""
    from .hub import Hub

    started = []

    def start(**environment):
        started.append(Hub(name="another", **environment).start())
        return started[-1]

    yield start
    for hub in started:
        hub.stop()


@pytest.fixture
def run_jobs(db):
    """Run the jobs that wait, in this process, but no schedule; returns how many ran."""
    from hub.jobs.worker import Worker

    def run():
        worker = Worker()
        worker.housekeeping_due_at = float("inf")
        return sum(1 for _ in iter(worker.step, False))

    return run


@pytest.fixture(scope="session")
def versitygw(tmp_path_factory):
    """The S3 server of the pair, or one for this process where the pair has none. `versitygw.url(bucket)`."""
    from .s3 import VersityGateway

    skip_where_missing("versitygw")
    gateway = VersityGateway(
        tmp_path_factory.mktemp("versitygw") / "s3", free_port()
    ).start()
    yield gateway
    gateway.stop()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """A cluster of its own, for what must see PostgreSQL on either pair. `postgresql.url`."""
    from .postgresql import Cluster

    skip_where_missing("postgresql")
    cluster = Cluster(pairs.folder() / f"postgresql-{free_port()}", free_port()).start()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def dockerd():
    from .docker import Daemon

    skip_where_missing("docker")
    daemon = Daemon(settings.HUB_DATA_DIR / "docker").start()
    yield daemon
    daemon.stop()


@pytest.fixture(scope="session")
def containerd():
    from .containerd import Containerd

    skip_where_missing("containerd")
    server = Containerd(settings.HUB_DATA_DIR / "containerd").start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def identity_server():
    from .identity_provider import IdentityProvider

    provider = IdentityProvider().start()
    yield provider
    provider.stop()


@pytest.fixture
def identity_provider(identity_server):
    """Somebody else who says who people are: see tests/services/identity_provider.py."""
    identity_server.forget()
    return identity_server


@pytest.fixture
def docker(dockerd, tmp_path):
    """The command `docker`, of somebody who has not logged in."""
    from .docker import Docker

    return Docker(dockerd, tmp_path / "docker-config")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The machine's Chromium, which as root wants no sandbox."""
    skip_where_missing("chromium")
    return {
        **browser_type_launch_args,
        "executable_path": machine.chromium(),
        "args": ["--no-sandbox", "--disable-dev-shm-usage"],
    }


@pytest.fixture(scope="session")
def base_url():
    """So that a page can go to "/alice/app/"."""
    return f"http://localhost:{settings.HUB_PORT}"


def skip_where_missing(need):
    if reason := machine.missing([need]):
        pytest.skip(reason)
