"""What a pull asks of the database, written out: building these questions with the ORM costs ten times their answer."""

from django.db import connection

from hub.content.models import Blob, Manifest, ManifestContent, RepositoryBlob, Tag
from hub.repositories.models import Repository

MANIFEST = Manifest._meta.db_table
BY_TAG = f"JOIN {Tag._meta.db_table} t ON t.manifest_id = m.id WHERE t.repository_id = %s AND t.name = %s"
BY_DIGEST = "WHERE m.repository_id = %s AND m.digest = %s"
DESCRIBED = f"SELECT m.digest, m.media_type, m.size, NULL, m.id FROM {MANIFEST} m"  # noqa: S608
WHOLE = (
    f"SELECT m.digest, m.media_type, m.size, c.content, m.id FROM {MANIFEST} m "  # noqa: S608
    f"JOIN {ManifestContent._meta.db_table} c ON c.digest = m.digest"
)
BLOB = (
    "SELECT b.id, b.digest, b.size, b.storage_key, b.protected_until < %s "  # noqa: S608
    f"FROM {Blob._meta.db_table} b JOIN {RepositoryBlob._meta.db_table} l ON l.blob_id = b.id "
    "WHERE l.repository_id = %s AND b.digest = %s"
)
HOLD = f"SELECT 1 FROM {Blob._meta.db_table} WHERE id = ANY(%s) FOR KEY SHARE"  # noqa: S608


def manifest_row(repository_id, *, tag=None, digest=None, with_content):
    """(digest, media type, size in bytes, content or None, pk), or None."""
    question = f"{WHOLE if with_content else DESCRIBED} {BY_TAG if tag else BY_DIGEST}"
    return row(question, repository_id, tag or digest)


def blob_row(repository_id, digest, *, fading_at):
    """(pk, digest, size in bytes, storage key, whether its protection ends before `fading_at`), or None."""
    moment = connection.ops.adapt_datetimefield_value(fading_at)
    return row(BLOB, moment, repository_id, digest)


def row(question, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(question, parameters)
        return cursor.fetchone()


def hold_repository(repository):
    """Until the transaction ends nothing else is pushed to it or deleted in it. First of all locks, or two could wait
    for each other."""
    mine = Repository.objects.filter(pk=repository.pk)
    mine.select_for_update(no_key=True).exists()


def hold_blobs(numbers):
    """Until the transaction ends: the collector passes these by, and other pushes do not wait.

    A foreign key would do as much only at the commit, where PostgreSQL checks Django's. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(HOLD, [numbers])


def let_go():
    """Keep no database connection while bytes flow: it goes back to the pool that all requests share.

    SQLite's is the thread's own. Idle it holds nothing that another could wait for, and opening it costs a millisecond.
    """
    if connection.vendor != "sqlite":
        connection.close()
