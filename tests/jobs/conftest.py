import os
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests.services import database
from tests.services.hub import ROOT
from tests.services.processes import Server


@pytest.fixture
def notes(tmp_path):
    """The file that the example jobs write to."""
    path = tmp_path / "notes"
    path.touch()
    return path


@pytest.fixture
def start_worker(transactional_db):
    """Start `manage.py work` over the test's database; it is ready when it says so."""
    started = []

    def start(*options):
        log = (
            settings.HUB_DATA_DIR
            / "logs"
            / f"worker-{len(started)}-{os.urandom(4).hex()}.log"
        )
        worker = Server(
            [sys.executable, "manage.py", "work", *options],
            log=log,
            ready=lambda: "is ready" in log.read_text(),
            env={**os.environ, "DATABASE_URL": address()},
            cwd=ROOT,
        )
        started.append(worker)
        return worker.start()

    yield start
    for worker in started:
        worker.kill()


def address():
    """PostgreSQL knows the worker's connections from the test's own."""
    if connection.vendor == "postgresql":
        return f"{database.url()}?application_name=worker"
    return database.url()
