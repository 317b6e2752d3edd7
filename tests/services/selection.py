"""Which tests run: what a pair leaves to the other, and what this machine has not got."""

import pytest

from . import machine, pairs

# A fixture that drives one of these says so by itself.
NEEDS_OF_FIXTURES = {
    "dockerd": "docker",
    "containerd": "containerd",
    "page": "chromium",
    "context": "chromium",
    "browser": "chromium",
    "new_context": "chromium",
    "versitygw": "versitygw",
    "postgresql": "postgresql",
}
# Slow, and the same whatever the stores are: on the first pair, and those marked as smoke on the other too.
ON_ONE_PAIR = {
    "docker", "containerd", "skopeo", "podman", "buildah", "crane", "oras", "regctl", "nginx", "chromium",
}  # fmt: skip

# Where tests speak to a hub over its socket.
SPEAKING = {"registry_api", "served"}


def pytest_configure(config):
    for line in (
        "needs(name, ...): left out where the machine lacks one of them, see tests/services/machine.py",
        "one_pair: the stores make no difference, so it runs on the files pair only",
        "smoke: runs on every pair, although it needs a slow client",
        "gunicorn: how gunicorn takes what is no HTTP, or a client that stalls; docs/performance.md has Granian's way",
        "large: gigabytes; runs with `make test-large` only",
        "pictures: of every page; run with `make screenshots` and `make pictures` only",
    ):
        config.addinivalue_line("markers", line)


def pytest_collection_modifyitems(config, items):
    wanted, others = [], []
    for item in items:
        (wanted if is_wanted(config, item) else others).append(item)
    items[:] = wanted
    config.hook.pytest_deselected(items=others)


def is_wanted(config, item):
    for only_asked_for in ("large", "pictures"):
        asked = only_asked_for in config.option.markexpr
        if item.get_closest_marker(only_asked_for) and not asked:
            return False
    if pairs.current() == "files" or item.get_closest_marker("smoke"):
        return True
    if pairs.current() == "granian":
        return is_of_the_wire(item)
    return not (item.get_closest_marker("one_pair") or needs_of(item) & ON_ONE_PAIR)


def is_of_the_wire(item):
    """What the web server could do otherwise than the other one."""
    return (
        "hub_process" in item.fixturenames
        and item.path.parent.name in SPEAKING
        and not item.get_closest_marker("gunicorn")
    )


def pytest_runtest_setup(item):
    reason = pairs.missing() or machine.missing(sorted(needs_of(item)))
    if reason:
        pytest.skip(reason)


def needs_of(item):
    marked = {name for marker in item.iter_markers("needs") for name in marker.args}
    fixtures = getattr(item, "fixturenames", ())
    return marked | {
        NEEDS_OF_FIXTURES[name] for name in fixtures if name in NEEDS_OF_FIXTURES
    }
