"""Counting pulls: noted in memory, written in batches. A pull asks and writes nothing.

What counts is a manifest that was fetched with GET, once for each platform: an index that only lists images does not
count, the image that the client takes next does. Neither do signatures, SBOMs and attestations, which hang on an image.
What is noted is lost with a process that is killed, past KEPT while the database stays away, and with a manifest that
is deleted in the seconds before it is written.
"""

import logging
import threading
import time

from django.db import Error
from psycopg_pool import PoolTimeout

from hub.jobs.writer import Writer
from hub.statistics import attribution, sums

logger = logging.getLogger(__name__)

BATCH = 500  # notes in one transaction
KEPT = 50_000  # notes at most
DAY = 24 * 3600

_noted = {}  # attribution.Note -> how often
_lock = threading.Lock()


def note(manifest_id, tag, client):
    """No query, and less than a microsecond. `tag` is what was asked for; empty for a digest."""
    one = (manifest_id, tag, client, int(time.time() // DAY))
    with _lock:
        if one in _noted:
            _noted[one] += 1
        elif len(_noted) < KEPT:
            _noted[one] = 1
    if not _writer.is_started:
        _writer.start()


def write():
    """All that is noted. Where the database does not take it, it is kept for the next time."""
    with _writer.lock:
        noted = take()
        asked = attribution.asked_tags(noted)
        while noted:
            batch = dict(list(noted.items())[:BATCH])
            try:
                sums.add(attribution.attribute(batch, asked))
            except (Error, PoolTimeout) as error:
                logger.warning("Pulls are counted later: %s", error)
                put_back(noted)
                return
            for one in batch:
                del noted[one]


def take():
    with _lock:
        noted = dict(_noted)
        _noted.clear()
    return noted


def put_back(noted):
    with _lock:
        for one, number in noted.items():
            _noted[one] = _noted.get(one, 0) + number


def forget():
    global _lock
    # Of a parent that forked while it noted, the lock would never come free.
    _lock = threading.Lock()
    _noted.clear()


_writer = Writer("counting", write=write, forget=forget)
