"""How a run is made: which pair of stores it is on, what is left out, and what is said at the end."""

import os
import sys

import pytest
from django.conf import settings

from tests.services import pairs

# pytest-django read them already, and what they name is somebody's hub.
if settings.configured:
    raise pytest.UsageError(
        "Unset DJANGO_SETTINGS_MODULE: the tests choose their own settings."
    )

# Before any test module can import a model.
pairs.prepare(sys.argv)

import django  # noqa: E402

django.setup()
# xdist's processes inherit the environment; with this in it, pytest-django would set Django up in them before they
# have chosen a folder of their own.
del os.environ["DJANGO_SETTINGS_MODULE"]

from django.test import TransactionTestCase  # noqa: E402
from hypothesis import settings as hypothesis_settings  # noqa: E402

from tests.services import database, static_files  # noqa: E402

database.keep_in_a_file(settings.DATABASES, settings.HUB_DATA_DIR)
TransactionTestCase._fixture_teardown = lambda self: database.empty()

# Everywhere the same examples, and no test that fails because the machine is busy.
hypothesis_settings.load_profile("ci")

pytest_plugins = [
    "tests.world",
    "tests.harbour",
    "tests.services.fixtures",
    "tests.services.selection",
    "tests.services.tally",
]


@pytest.fixture(autouse=True)
def no_banner(monkeypatch):
    """Each process asks for it every ten seconds: a query that would come by chance."""
    from hub.operators import banner

    monkeypatch.setattr(banner.memory, "banner", None)
    monkeypatch.setattr(banner.memory, "asked_again_at", float("inf"))


def pytest_addoption(parser):
    parser.addoption(
        "--pair",
        choices=pairs.PAIRS,
        default="files",
        help="the stores that the tests run on",
    )


def pytest_configure(config):
    servers = pairs.start()
    config.add_cleanup(lambda: pairs.stop(servers))
    static_files.use()
