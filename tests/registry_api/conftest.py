import pytest

from tests.registry_api.wire import Raw, Registry


@pytest.fixture
def registry(hub):
    """`registry("alice")` speaks for Alice, `registry()` for nobody."""

    def speak(name="", **options):
        return Registry(options.pop("hub", hub), name, **options)

    return speak


@pytest.fixture
def nobody(db, hub_process):
    """Speaks for nobody where nothing is written: no database is emptied afterwards, which takes longer than the asking.

    On SQLite the test's own transaction sees to it that nothing is.
    """
    return Registry(hub_process)


@pytest.fixture
def raw(hub):
    """A connection to the hub, byte by byte: `with raw() as connection`."""
    return lambda: Raw(hub)
