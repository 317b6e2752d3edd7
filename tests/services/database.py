"""Emptying the database after a test that committed, faster than Django does and down to what migrations made."""

import json

from django.db import connection, transaction

# What `migrate` writes by itself and no test changes.
KEPT = {"django_migrations", "django_content_type", "auth_permission"}
KEPT_MODELS = {"contenttypes.contenttype", "auth.permission"}


def remember():
    """What migrations made, before any test; pytest-django leaves it out."""
    connection._test_serialized_contents = connection.creation.serialize_db_to_string()


def empty():
    with constraints_off():
        with transaction.atomic(), connection.cursor() as cursor:
            for table in tables():
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
            restore()


def tables():
    ours = set(connection.introspection.django_table_names(only_existing=True)) - KEPT
    return sorted(ours) + virtual_tables()


def virtual_tables():
    """A full-text index of SQLite is no table of a model, and would remember."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'"
        )
        return [name for (name,) in cursor.fetchall()]


def restore():
    """The rows that migrations made: the namespace `library`, say."""
    rows = json.loads(connection._test_serialized_contents)
    made = [row for row in rows if row["model"] not in KEPT_MODELS]
    if made:
        connection.creation.deserialize_db_from_string(json.dumps(made))


class constraints_off:
    """No order of deletion satisfies every foreign key."""

    def __enter__(self):
        if connection.vendor == "postgresql":
            self.say("SET session_replication_role = replica")
        else:
            connection.disable_constraint_checking()

    def __exit__(self, *_):
        if connection.vendor == "postgresql":
            self.say("SET session_replication_role = DEFAULT")
        else:
            connection.enable_constraint_checking()

    def say(self, statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def url():
    """DATABASE_URL of the database that the tests use, for a process that is to use the same."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return f"postgres://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


def keep_in_a_file(databases, folder):
    """SQLite's test database is in memory by default, where a gunicorn could not find it."""
    if databases["default"]["ENGINE"].endswith("sqlite3"):
        databases["default"].setdefault("TEST", {})["NAME"] = str(
            folder / "tests.sqlite3"
        )
