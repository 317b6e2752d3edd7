"""How a run is made: which pair of stores it is on, what is left out, and what is said at the end."""

import sys

from tests.services import pairs

# Before any test module can import a model.
pairs.prepare(sys.argv)

import django  # noqa: E402
from django.conf import settings  # noqa: E402

django.setup()

from django.test import TransactionTestCase  # noqa: E402

from tests.services import database  # noqa: E402

database.keep_in_a_file(settings.DATABASES, settings.HUB_DATA_DIR)
TransactionTestCase._fixture_teardown = lambda self: database.empty()

pytest_plugins = [
    "tests.world",
    "tests.services.fixtures",
    "tests.services.selection",
    "tests.services.tally",
]


def pytest_addoption(parser):
    parser.addoption(
        "--pair",
        choices=pairs.PAIRS,
        default="files",
        help="the stores that the tests run on",
    )


def pytest_configure(config):
    config.add_cleanup(lambda: pairs.clean_up(config.servers))
    config.servers = pairs.start()
