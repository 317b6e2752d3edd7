"""When manifests were last pulled: noted in memory, written in batches to a table of its own. A pull writes nothing.

What is noted is lost with a process that is killed, and past KEPT while the database stays away; it is for people to read.
"""

import logging
import time
from datetime import UTC, datetime

from django.db import Error, connection
from psycopg_pool import PoolTimeout

from hub.content.models import Manifest, ManifestPull
from hub.jobs.writer import Writer

logger = logging.getLogger(__name__)

BATCH = 500  # manifests in one statement
KEPT = 50_000  # manifests noted at most

# Written where the manifest is still there, in the order of numbers: of two processes none waits for the other twice.
WRITE = f"""
WITH pulled (id, at) AS (VALUES {{rows}})
INSERT INTO {ManifestPull._meta.db_table} (manifest_id, last_pulled_at)
SELECT m.id, pulled.at FROM pulled JOIN {Manifest._meta.db_table} m ON m.id = pulled.id WHERE true ORDER BY m.id
ON CONFLICT (manifest_id) DO UPDATE SET last_pulled_at = excluded.last_pulled_at
WHERE excluded.last_pulled_at > {ManifestPull._meta.db_table}.last_pulled_at
"""  # noqa: S608, made of the models' own names and of placeholders

_noted = {}  # a manifest's number -> Unix seconds


def note(manifest_id):
    """Somebody pulls it just now. No query, and a fraction of a microsecond: any door may call it on any request."""
    if len(_noted) < KEPT:
        _noted[manifest_id] = time.time()
    if not _writer.is_started:
        _writer.start()


def write():
    """All that is noted. Where the database does not take it, it is kept for the next time."""
    with _writer.lock:
        for _ in range(0, len(_noted), BATCH):
            batch = take(BATCH)
            try:
                write_batch(batch)
            except (Error, PoolTimeout) as error:
                logger.warning("Times of pulls are written later: %s", error)
                put_back(batch)
                return


def take(number):
    """One by one: other threads note meanwhile, and what they note is neither lost nor counted twice."""
    batch = {}
    while _noted and len(batch) < number:
        manifest_id, at = _noted.popitem()
        batch[manifest_id] = at
    return batch


def put_back(batch):
    for manifest_id, at in batch.items():
        _noted.setdefault(manifest_id, at)


def write_batch(batch):
    rows = ", ".join(["(%s, %s)"] * len(batch))
    values = []
    for manifest_id, at in sorted(batch.items()):
        moment = datetime.fromtimestamp(at, UTC)
        values += [manifest_id, connection.ops.adapt_datetimefield_value(moment)]
    with connection.cursor() as cursor:
        cursor.execute(WRITE.format(rows=rows), values)


_writer = Writer("pulls", write=write, forget=_noted.clear)
