import pytest

from hub.limits import counters


@pytest.fixture
def clock(monkeypatch):
    """Time that passes when a test says so: `clock.pass_by(seconds)`."""
    clock = Clock()
    monkeypatch.setattr(counters, "_now", lambda: clock.milliseconds)
    return clock


class Clock:
    milliseconds = 1_700_000_000_000

    def pass_by(self, seconds):
        self.milliseconds += seconds * 1000
