"""A run that leaves something out says so, and does not pass where nothing may be left out."""

import os
import subprocess
import sys

import pytest

from .hub import ROOT

pytestmark = pytest.mark.one_pair

SOME_TESTS = """
import pytest

def test_that_passes(): pass

@pytest.mark.needs("nothing_like_it")
def test_that_needs_what_is_not_here(): raise AssertionError

@pytest.mark.large
def test_of_gigabytes(): raise AssertionError

@pytest.mark.one_pair
def test_of_one_pair(): pass
"""
# What this run chose for itself. Any test module may have brought Django's into the environment: hub/wsgi.py does.
OURS = ("BERTH_", "PYTEST_", "HUB_", "DATABASE_URL", "DJANGO_", "CI")
A_NEED_NO_MACHINE_HAS = """
from tests.services.machine import NEEDS, Need
NEEDS["nothing_like_it"] = Need(lambda: None, "apt-get install nothing-like-it")
"""


@pytest.fixture
def run_some_tests(tmp_path):
    """Run them in a process of their own, as `make test` would."""
    folder = ROOT / "tests" / f"made_for_{tmp_path.name}"

    def run(*options, **environment):
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", str(folder), *options],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={
                name: text
                for name, text in os.environ.items()
                if not name.startswith(OURS)
            }
            | environment,
        )

    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "conftest.py").write_text(A_NEED_NO_MACHINE_HAS)
    (folder / "test_some.py").write_text(SOME_TESTS)
    yield run
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    folder.rmdir()


def test_it_counts_and_names_what_was_left_out(run_some_tests):
    run = run_some_tests()

    assert run.returncode == 0
    assert (
        "files (SQLite + files): 3 collected, 2 passed, 0 failed, 1 left out"
        in run.stdout
    )
    assert (
        "left out: 1 test, needs nothing_like_it: apt-get install nothing-like-it"
        in run.stdout
    )


def test_it_counts_the_same_with_two_processes(run_some_tests):
    run = run_some_tests("-n", "2")

    assert "3 collected, 2 passed, 0 failed, 1 left out" in run.stdout


def test_it_fails_where_nothing_may_be_left_out(run_some_tests):
    run = run_some_tests(CI="true")

    assert run.returncode == 1
    assert "nothing may be left out" in run.stdout


def test_it_refuses_settings_that_it_did_not_choose(run_some_tests, tmp_path):
    run = run_some_tests(
        DJANGO_SETTINGS_MODULE="hub.settings", HUB_DATA_DIR=str(tmp_path)
    )

    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert "Unset DJANGO_SETTINGS_MODULE" in run.stderr
