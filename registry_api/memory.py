"""Answers to pulls, remembered for as long as nothing they stand on has changed: the short road in front of the views.

Never staler than the database. Before a request is answered from here, or by the views on behalf of later ones, the
epoch is read. An answer belongs to the epoch read before its views asked anything, and is given only while the epoch is
that one still: whoever was told of a change (a DELETE that was answered) finds nothing of before it, in any process.

The views decide what may be remembered, and so who may see it: an answer is found again by the very token it was given
for, until that expires.
"""

import logging
import os
import sqlite3
import threading
import time
from dataclasses import dataclass
from functools import partial

from django.db import connection

from hub.freshness.epoch import Epoch

logger = logging.getLogger(__name__)

LARGEST = 64 * 1024  # bytes of one answer
ROOM = (
    16 * 1024 * 1024
)  # bytes of all answers of a process, with what they are found by
OVERHEAD = 2048  # of an answer: its headers, about
RETRY_SECONDS = 5
# Where a view says that its answer may be remembered: until when, in Unix seconds, and what to call for each that is
# given from memory.
KEPT = "registry_api.kept"
# Where the web server finds how to ask for the same answer without a request, as long as it holds.
AGAIN = "hub.again"
# With one of these a request is not the plain one.
CONDITIONS = ("HTTP_RANGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")


@dataclass(frozen=True, slots=True)
class Kept:
    expires_at: int
    on_recall: object = None  # called without arguments


@dataclass(frozen=True, slots=True)
class Remembered:
    status: str
    headers: list
    body: bytes
    kept: Kept


class Answers:
    """Those of one epoch. A new epoch begins with none."""

    def __init__(self, epoch):
        self.epoch = epoch
        self.by_key = {}
        self.size = 0

    def add(self, key, answer):
        self.size += len(answer.body) + sum(map(len, key)) + OVERHEAD
        if self.size <= ROOM:
            self.by_key[key] = answer

    def recalled(self, key):
        found = self.by_key.get(key)
        if found is None or found.kept.expires_at <= time.time():
            return None
        if found.kept.on_recall:
            found.kept.on_recall()
        return found


class Memory:
    def __init__(self):
        self.lock = threading.Lock()
        self.epoch = None
        self.pid = None
        self.begins_at = 0.0  # on the clock of time.monotonic
        self.answers = Answers(None)

    def current(self) -> Answers | None:
        """The answers that hold now; None where there is nothing to go by."""
        if self.pid != os.getpid() and time.monotonic() >= self.begins_at:
            self.begin()
        if self.pid != os.getpid() or self.epoch is None:
            return None
        try:
            epoch = self.epoch.current()
        except sqlite3.Error:
            return None
        answers = self.answers
        if answers.epoch != epoch or answers.size > ROOM:
            answers = self.answers = Answers(epoch)
        return answers

    def begin(self):
        """In each process, with its first request."""
        with self.lock:
            if self.pid == os.getpid():
                return
            try:
                self.epoch = epoch_of_this_process()
            except (sqlite3.Error, OSError) as error:
                logger.warning("No answers are remembered for now: %s", error)
                self.begins_at = time.monotonic() + RETRY_SECONDS
                return
            self.answers = Answers(None)
            self.pid = os.getpid()


def epoch_of_this_process():
    """None where answers cannot be remembered."""
    if connection.vendor != "sqlite":
        return None
    epoch = Epoch(connection.settings_dict["NAME"])
    if epoch.is_kept:
        return epoch
    logger.warning("No answers are remembered: run `manage.py migrate`.")
    epoch.connection.close()
    return None


memory = Memory()


def key_of(environ):
    """None for a request that is not a plain pull with a token."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("QUERY_STRING"):
        return None
    authorization = environ.get("HTTP_AUTHORIZATION")
    if authorization is None or any(name in environ for name in CONDITIONS):
        return None
    return (
        environ["REQUEST_METHOD"],
        environ["PATH_INFO"],
        authorization,
        environ.get("HTTP_HOST", ""),
    )


def answer(environ, start_response, views):
    """What `views`, a WSGI application, answers: from memory where it was remembered."""
    key = key_of(environ)
    answers = memory.current() if key else None
    if answers is None:
        return views(environ, start_response)
    found = answers.recalled(key)
    if found is None:
        return asked(environ, start_response, views, answers, key)
    environ[AGAIN] = partial(recalled, key)
    start_response(found.status, list(found.headers))
    return [found.body]


def recalled(key) -> Remembered | None:
    """What holds now of what was remembered."""
    answers = memory.current()
    return answers and answers.recalled(key)


def asked(environ, start_response, views, answers, key):
    told = []

    def start(status, headers, *rest):
        told[:] = [status, list(headers)]
        return start_response(status, headers, *rest)

    response = views(environ, start)
    # Inside a transaction of the caller's the views see what nobody has committed.
    if KEPT in environ and not connection.in_atomic_block:
        remember(answers, key, *told, response.content, environ[KEPT])
    return response


def remember(answers, key, status, headers, body, kept):
    if status.startswith("200 ") and len(body) <= LARGEST:
        answers.add(key, Remembered(status, headers, body, kept))


def keep(request, *, until, on_recall=None):
    """A view says: whoever asks the same with the same token may have this answer again, while nothing changes."""
    request.META[KEPT] = Kept(until, on_recall)
