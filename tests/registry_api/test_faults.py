"""Database or storage away, locked or full: 503 and when to come back, within seconds, and nothing that was said is lost."""

import resource
import sqlite3
import sys
from contextlib import closing, contextmanager

import psycopg
import pytest
from django.db import connection

from hub.oci import digests
from tests.images import image
from tests.registry_api.wire import Registry
from tests.services.postgresql import Cluster
from tests.services.processes import free_port
from tests.services.s3 import VersityGateway
from tests.world import PASSWORD

MIB = 1024 * 1024
LAYER = bytes(range(256)) * 4096 * 20
DIGEST = digests.of(LAYER)
ONE = image("one")
MANIFEST = "/v2/alice/app/manifests/1.0"
UPLOADS = "/v2/alice/app/blobs/uploads/"


def assert_away(answer):
    assert (answer.status, answer.codes) == (503, ["UNAVAILABLE"]), answer
    assert 0 < int(answer.headers["Retry-After"]) <= 60


# SQLite


@pytest.fixture
def lock():
    """Hold the one write lock, as another program does that has the file open."""
    if connection.vendor != "sqlite":
        return postgresql_lock
    return sqlite_lock


@contextmanager
def sqlite_lock():
    with closing(
        sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    ) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def postgresql_lock():
    from tests.services.database import url

    with psycopg.connect(url()) as other:
        other.execute("LOCK TABLE content_upload, content_manifestcontent, content_tag")
        yield
        other.rollback()


def test_a_locked_database_refuses_writes_for_now(world, registry, lock):
    alice = registry("alice")
    alice.push("alice/app", ONE, tag="1.0")
    location = alice("PATCH", alice.start("alice/app"), LAYER[:MIB]).location

    with lock():
        assert_away(alice("POST", UPLOADS))
        assert_away(alice("PATCH", location, LAYER[MIB:]))
        assert_away(alice.finish(location, LAYER[MIB:], digest=DIGEST))
        assert_away(alice.put_manifest("alice/app", ONE, "1.1"))

    done = alice.finish(location, LAYER[MIB:], digest=DIGEST)
    assert done.status == 201
    assert alice("GET", done.location).body == LAYER


def test_a_locked_database_goes_on_being_read(world, registry, lock):
    alice = registry("alice")
    alice.push("alice/app", ONE, tag="1.0")

    with lock():
        if connection.vendor == "sqlite":
            assert alice("GET", MANIFEST).body == ONE.manifest
            assert (
                alice("GET", f"/v2/alice/app/blobs/{digests.of(ONE.blobs[0])}").status
                == 200
            )
        # With a token that nobody has asked for before.
        answer = registry("bob")("GET", "/v2/_catalog")
        assert answer.json == {"repositories": ["alice/app", "alice/notes"]}


# PostgreSQL


@pytest.fixture
def cluster(tmp_path_factory):
    from tests.services import pairs
    from tests.services.fixtures import skip_where_missing

    skip_where_missing("postgresql")
    cluster = Cluster(pairs.folder() / f"faults-{free_port()}", free_port()).start()
    yield cluster
    cluster.stop()


@pytest.mark.one_pair
@pytest.mark.needs("postgresql")
def test_a_database_that_is_gone_is_asked_again_later(cluster, start_hub):
    hub = start_hub(DATABASE_URL=cluster.url)
    hub.manage("migrate", "--verbosity", "0")
    hub.manage(
        "add_user",
        "alice",
        "--email",
        "alice@mail.example",
        "--password-file",
        "-",
        input=PASSWORD,
    )
    alice = Registry(hub, "alice")
    alice.push("alice/app", ONE, tag="1.0")
    location = alice("PATCH", alice.start("alice/app"), LAYER[:MIB]).location
    catalog = alice("GET", "/v2/_catalog")

    cluster.stop()

    for _ in range(2):
        assert_away(alice("GET", MANIFEST))
        assert_away(alice("POST", UPLOADS))
        assert_away(alice("PATCH", location, LAYER[MIB:]))
        assert_away(alice.log_in("repository:alice/app:pull"))
        assert_away(alice("GET", "/v2/_catalog"))
    assert alice("HEAD", MANIFEST).status == 503
    cluster.server.start()
    assert alice("GET", "/v2/_catalog").body == catalog.body
    assert alice("GET", MANIFEST).body == ONE.manifest
    done = alice.finish(location, LAYER[MIB:], digest=DIGEST)
    assert done.status == 201
    assert alice("GET", done.location).body == LAYER


# S3


@pytest.fixture
def gateway(tmp_path):
    from tests.services.fixtures import skip_where_missing

    skip_where_missing("versitygw")
    gateway = VersityGateway(tmp_path / "s3", free_port()).start()
    gateway.make_bucket("faults")
    yield gateway
    gateway.stop()


@pytest.mark.one_pair
@pytest.mark.needs("versitygw")
def test_a_store_that_is_gone_is_asked_again_later(world, registry, start_hub, gateway):
    alice = registry("alice", hub=start_hub(HUB_BLOBS_URL=gateway.url("faults")))
    alice.push("alice/app", ONE, tag="1.0")
    location = alice("PATCH", alice.start("alice/app"), LAYER[: 9 * MIB]).location
    config = f"/v2/alice/app/blobs/{digests.of(ONE.blobs[0])}"

    gateway.stop()

    assert_away(alice("GET", config))
    assert_away(alice("PATCH", location, LAYER[9 * MIB :]))
    assert_away(alice.finish(location, LAYER[9 * MIB :], digest=DIGEST))
    assert_away(alice("POST", f"{UPLOADS}?digest={DIGEST}", LAYER))
    assert_away(alice.put_manifest("alice/app", ONE, "1.1"))
    assert alice("HEAD", config).status == 200
    assert alice("GET", MANIFEST).body == ONE.manifest
    gateway.server.start()
    assert alice("GET", location).headers["Range"] == f"0-{9 * MIB - 1}"
    done = alice.finish(location, LAYER[9 * MIB :], digest=DIGEST)
    assert done.status == 201
    assert alice("GET", done.location).body == LAYER
    assert alice("GET", config).body == ONE.blobs[0]


@pytest.mark.one_pair
@pytest.mark.needs("versitygw")
def test_a_bucket_that_is_not_there_is_no_lost_blob(
    world, registry, start_hub, gateway
):
    registry("alice", hub=start_hub(HUB_BLOBS_URL=gateway.url("faults"))).push(
        "alice/app", ONE, tag="1.0"
    )
    alice = registry("alice", hub=start_hub(HUB_BLOBS_URL=gateway.url("another")))

    assert_away(alice("POST", f"{UPLOADS}?digest={DIGEST}", LAYER))
    assert_away(alice("GET", f"/v2/alice/app/blobs/{digests.of(ONE.blobs[0])}"))


# Files


@pytest.fixture
def hub_on_files(start_hub, tmp_path):
    """A hub with a data directory of its own."""
    return start_hub(HUB_DATA_DIR=str(tmp_path / "data"), HUB_BLOBS_URL="")


@pytest.mark.one_pair
def test_a_folder_that_is_not_there_is_no_lost_blob(
    world, registry, hub_on_files, tmp_path
):
    alice = registry("alice", hub=hub_on_files)
    alice.push("alice/app", ONE, tag="1.0")
    config = f"/v2/alice/app/blobs/{digests.of(ONE.blobs[0])}"
    mounted, elsewhere = tmp_path / "data" / "registry", tmp_path / "unmounted"

    mounted.rename(elsewhere)

    assert_away(alice("GET", config))
    elsewhere.rename(mounted)
    assert alice("GET", config).body == ONE.blobs[0]


@contextmanager
def no_file_larger_than(size, hub):
    """A full disk, to these processes: the kernel refuses every byte past it."""
    pids = [hub.server.process.pid, *children_of(hub.server.process.pid)]
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    yield
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)


def children_of(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]


on_linux = pytest.mark.skipif(
    not hasattr(resource, "prlimit") or sys.platform != "linux",
    reason="fills a disk with prlimit, which Linux has",
)


@on_linux
@pytest.mark.one_pair
def test_a_full_disk_keeps_what_was_said(world, registry, hub_on_files):
    alice = registry("alice", hub=hub_on_files)
    alice.push("alice/app", ONE, tag="1.0")
    location = alice("PATCH", alice.start("alice/app"), LAYER[: 3 * MIB]).location

    with no_file_larger_than(10 * MIB, hub_on_files):
        assert_away(alice("PATCH", location, LAYER[3 * MIB :]))
        assert_away(alice.finish(location, [LAYER[3 * MIB :]], digest=DIGEST))
        assert_away(alice("POST", f"{UPLOADS}?digest={DIGEST}", LAYER))
        assert alice("GET", location).headers["Range"] == f"0-{3 * MIB - 1}"
        assert alice("GET", MANIFEST).body == ONE.manifest
        assert alice.push_blob("alice/app", b"small enough")

    done = alice.finish(location, LAYER[3 * MIB :], digest=DIGEST)
    assert done.status == 201
    assert alice("GET", done.location).body == LAYER


@on_linux
@pytest.mark.one_pair
def test_a_disk_without_a_byte_goes_on_being_read(world, registry, hub_on_files):
    alice = registry("alice", hub=hub_on_files)
    alice.push("alice/app", ONE, tag="1.0")
    location = alice("PATCH", alice.start("alice/app"), LAYER[: 3 * MIB]).location

    with no_file_larger_than(0, hub_on_files):
        assert_away(alice("POST", UPLOADS))
        assert_away(alice("PATCH", location, LAYER[3 * MIB :]))
        assert_away(alice.put_manifest("alice/app", ONE, "1.1"))
        assert_away(alice("DELETE", MANIFEST))
        assert alice("GET", MANIFEST).body == ONE.manifest
        assert (
            alice("GET", f"/v2/alice/app/blobs/{digests.of(ONE.blobs[0])}").body
            == ONE.blobs[0]
        )

    assert alice.finish(location, LAYER[3 * MIB :], digest=DIGEST).status == 201
    assert alice("GET", "/v2/alice/app/tags/list").json["tags"] == ["1.0"]
