"""Doing one thing from many threads in the same instant."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def at_once(number, function, *arguments):
    """What each of `number` threads got, each with a database connection of its own."""
    start = Barrier(number)

    def run(_):
        try:
            start.wait()
            return function(*arguments)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))
