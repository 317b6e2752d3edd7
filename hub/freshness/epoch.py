"""One number that moves with every change that could make a remembered answer wrong (SQLite).

Triggers move it, inside the transaction of the change, whatever code made it. They are made again after each migration:
a table that Django alters on SQLite is a new table without them.

Only answers that were 200 are remembered, so what adds (a new tag, a grant, a repository) moves nothing, and neither does
a push of something new. PostgreSQL has no such number: there every push would wait for the row that holds it, and a
request asks its one indexed question instead.
"""

import sqlite3
import threading

from django.db import connections

from hub.accounts.models import User
from hub.content.models import Blob, Manifest, RepositoryBlob, Tag
from hub.freshness.log_index import LogIndex
from hub.namespaces.models import Membership, Namespace, TeamMember
from hub.repositories.models import Grant, Repository, RepositoryName

TABLE = "freshness_epoch"
# What an answer stands on. The deletion of a row counts too, always.
WATCHED = {
    User: ("is_active", "is_staff"),
    Namespace: ("name", "kind", "is_active"),
    Membership: ("namespace_id", "user_id", "role"),
    TeamMember: ("team_id", "membership_id"),
    Repository: ("namespace_id", "full_name", "is_private", "deleted_at"),
    RepositoryName: ("namespace_id", "name", "repository_id", "is_current"),
    Grant: ("repository_id", "user_id", "team_id", "role"),
    Tag: ("repository_id", "name", "manifest_id"),
    Manifest: ("repository_id", "digest", "media_type", "size"),
    RepositoryBlob: ("repository_id", "blob_id"),
    Blob: ("digest", "size", "storage_key"),
}
MOVE = f"BEGIN UPDATE {TABLE} SET value = value + 1; END"  # noqa: S608, a constant


def triggers(tables=None):
    """(name, SQL) of each; of `tables` only, where `migrate` was not told to make all of them."""
    for model, columns in WATCHED.items():
        table = model._meta.db_table
        if tables is not None and table not in tables:
            continue
        differs = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in columns)
        on_update, on_delete = f"epoch_{table}_updated", f"epoch_{table}_deleted"
        yield (
            on_update,
            f"CREATE TRIGGER {on_update} AFTER UPDATE OF {', '.join(columns)} ON {table} WHEN {differs} {MOVE}",
        )
        yield on_delete, f"CREATE TRIGGER {on_delete} AFTER DELETE ON {table} {MOVE}"


def install(*, using, **_):
    """After `migrate`."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {TABLE} (id INTEGER PRIMARY KEY CHECK (id = 1), value INTEGER NOT NULL)"
        )
        cursor.execute(f"INSERT OR IGNORE INTO {TABLE} VALUES (1, 0)")  # noqa: S608
        standing = standing_triggers(cursor)
        tables = set(connection.introspection.table_names(cursor))
        for name, sql in triggers(tables):
            if standing.get(name) != sql:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(sql)
        # A hub that served meanwhile may have remembered what changed while a table had no trigger.
        cursor.execute(f"UPDATE {TABLE} SET value = value + 1")  # noqa: S608


def standing_triggers(cursor):
    """SQL by name."""
    found = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return dict(found.fetchall())


class Epoch:
    """The number, as it stands when it is asked for. Threads share it; a forked process makes its own."""

    def __init__(self, path):
        self.lock = threading.Lock()
        # While this connection is open nobody takes the write-ahead log or its index away.
        self.connection = sqlite3.connect(
            path, timeout=1, isolation_level=None, check_same_thread=False
        )
        self.value = self.commit = None
        standing = standing_triggers(self.connection)
        #: Without its triggers the number means nothing.
        self.is_kept = all(standing.get(name) == sql for name, sql in triggers())
        self.last_commit = LogIndex(path) if self.is_kept else None

    def current(self) -> int:
        """Raises sqlite3.Error."""
        # First the hint, which any commit by anybody moves, then the number: the other way round a commit in between
        # would go unseen.
        commit = self.last_commit()
        if commit != self.commit:
            with self.lock:
                ((self.value,),) = self.connection.execute(
                    f"SELECT value FROM {TABLE}"  # noqa: S608
                ).fetchall()
                self.commit = commit
        return self.value
