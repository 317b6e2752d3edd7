"""Which commits wait for the disk. Those that a client was promised do: a blob's row, a manifest, a tag."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def not_promised():
    """What is committed in here may be lost with the power, together with all that follows it, and by nothing less.

    An upload's way to its blob is five commits on SQLite, each of which would wait for the disk while all other writers
    wait for it. On PostgreSQL commits wait together, and to say so would cost as much as it saves.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=NORMAL")
        try:
            yield
        finally:
            cursor.execute("PRAGMA synchronous=FULL")
