import pytest

from tests.commands.running import run


@pytest.fixture
def manage(db, monkeypatch, capsys):
    """`manage("add_user", "alice", ...)` gives code, out and err."""
    # A command closes its connections at the end, and with them the test's transaction.
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)

    def call(*arguments, typed=None):
        return run(monkeypatch, capsys, *arguments, typed=typed)

    return call
