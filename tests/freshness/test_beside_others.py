"""The epoch is read beside writers, in this process and in others, and neither sees anything of it."""

import sqlite3
import subprocess
import sys
import threading

import pytest
from django.db import connection, transaction

from hub.freshness.epoch import TABLE, Epoch

pytestmark = [pytest.mark.one_pair, pytest.mark.django_db(transaction=True)]

WRITE_ONCE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
"""
MOVE_OFTEN = """
import sqlite3, sys
for _ in range(int(sys.argv[2])):
    connection = sqlite3.connect(sys.argv[1], timeout=10, isolation_level=None)
    connection.execute("UPDATE freshness_epoch SET value = value + 1")
    connection.close()
"""


@pytest.fixture
def path():
    connection.ensure_connection()
    return connection.settings_dict["NAME"]


def elsewhere(program, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_write_lock_of_this_process_stays_its_own(path):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {TABLE} SET value = value + 1")
        for _ in range(3):
            Epoch(path).current()

        other = elsewhere(WRITE_ONCE, path)
        _, said = other.communicate(timeout=60)

    assert "database is locked" in said


def test_it_sees_what_others_commit_while_it_looks(path):
    epoch = Epoch(path)
    before = epoch.current()
    other = elsewhere(MOVE_OFTEN, path, 200)
    seen = [before]

    while other.poll() is None:
        with sqlite3.connect(path) as own:
            ((told,),) = own.execute(f"SELECT value FROM {TABLE}").fetchall()
        own.close()
        seen.append(epoch.current())
        assert seen[-1] >= max(told, seen[-2])

    assert other.returncode == 0, other.stderr.read()
    assert epoch.current() == before + 200


def test_threads_look_at_once(path):
    epoch = Epoch(path)
    before = epoch.current()
    wrong = []

    def look():
        last = before
        for _ in range(2000):
            value = epoch.current()
            if value < last:
                wrong.append((last, value))
            last = value

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {TABLE} SET value = value + 1")
    for thread in threads:
        thread.join()

    assert not wrong
    assert epoch.current() == before + 100
