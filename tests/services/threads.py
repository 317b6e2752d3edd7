"""Doing one thing from many threads in the same instant."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def at_once(number, function, *arguments):
    """What each of `number` threads got, each with a database connection of its own."""
    start = Barrier(number)
    # The pool has twenty; this thread's own is one of them.
    connection.close()

    def run(_):
        try:
            # Connecting takes longer than what is tried, and would put the threads in a row.
            connection.ensure_connection()
            start.wait()
            return function(*arguments)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))
