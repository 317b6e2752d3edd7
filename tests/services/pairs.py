"""The two pairs of stores that every domain and wire test runs on: `--pair=files` and `--pair=s3`.

`--pair=granian` is the first of them again, behind the other web server: what a request over the wire depends on.

Django's settings read the environment once, when they are first imported, so the addresses are chosen before that;
the servers behind them start when the run does. With xdist the first process starts them for all.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

from . import machine
from .processes import free_port

PAIRS = {
    "files": "SQLite + files",
    "s3": "PostgreSQL + S3",
    "granian": "SQLite + files behind Granian",
}
NEEDS = {"files": (), "s3": ("postgresql", "versitygw"), "granian": ()}
BUCKET = "berth"

# Kept in the environment, which xdist's processes inherit.
PAIR = "BERTH_TEST_PAIR"
FOLDER = "BERTH_TEST_FOLDER"
POSTGRESQL_PORT = "BERTH_TEST_POSTGRESQL_PORT"
S3_PORT = "BERTH_TEST_S3_PORT"


def prepare(arguments):
    """Before Django is set up: choose the pair, and let the settings find it."""
    if not is_helper():
        os.environ[PAIR] = chosen(arguments)
        os.environ[FOLDER] = make_folder()
        atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)
        os.environ[POSTGRESQL_PORT] = str(free_port())
        os.environ[S3_PORT] = str(free_port())
    data = folder() / os.environ.get("PYTEST_XDIST_WORKER", "main")
    data.mkdir(exist_ok=True)
    surroundings = {
        name: value for name, value in os.environ.items() if not name.startswith("HUB_")
    }
    surroundings |= {
        "HUB_DATA_DIR": str(data),
        "HUB_PORT": str(free_port()),
        # The browser tests keep an event loop in the thread that also asks the database.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        "HUB_GRACE_SECONDS": "3",
        **addresses(data),
    }
    surroundings.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    os.environ.clear()
    os.environ.update(surroundings)


def chosen(arguments):
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if argument.startswith("--pair"):
            return argument.partition("=")[2] or following
    return "files"


def addresses(data):
    if current() != "s3":
        return {
            "DATABASE_URL": f"sqlite:///{data / 'hub.sqlite3'}",
            "HUB_BLOBS_URL": "",
            "HUB_SERVER": "granian" if current() == "granian" else "gunicorn",
        }
    from .s3 import blobs_url

    return {
        "DATABASE_URL": f"postgres://berth@127.0.0.1:{os.environ[POSTGRESQL_PORT]}/postgres",
        "HUB_BLOBS_URL": blobs_url(
            f"http://127.0.0.1:{os.environ[S3_PORT]}", BUCKET, data.name
        ),
    }


def start():
    """Start the servers of this pair; returns them, to be stopped at the end."""
    if current() != "s3" or is_helper() or machine.missing(NEEDS["s3"]):
        return []
    from .postgresql import Cluster
    from .s3 import VersityGateway

    cluster = Cluster(folder() / "postgresql", int(os.environ[POSTGRESQL_PORT])).start()
    gateway = VersityGateway(folder() / "s3", int(os.environ[S3_PORT])).start()
    gateway.make_bucket(BUCKET)
    return [cluster, gateway]


def stop(servers):
    for server in servers:
        server.stop()


def is_helper():
    """Whether this is one of xdist's processes."""
    return "PYTEST_XDIST_WORKER" in os.environ


def current():
    return os.environ[PAIR]


def folder():
    return Path(os.environ[FOLDER])


def make_folder():
    """Others than root must get in: PostgreSQL runs as somebody else."""
    path = tempfile.mkdtemp(prefix="berth-tests-")
    os.chmod(path, 0o755)
    return path


def missing():
    return machine.missing(NEEDS[current()])


if (
    sys.platform == "darwin"
):  # sockets have short paths there, and the default folder is a long one
    tempfile.tempdir = "/tmp"
