"""Emptying the database after a test that committed, faster than Django does and down to what migrations made."""

from collections import defaultdict

from django.core import serializers
from django.db import connection, transaction

from hub.events.models import Pruning

# What `migrate` writes by itself and no test changes.
KEPT = {"django_migrations", "django_content_type", "auth_permission"}
KEPT_MODELS = {"contenttypes.contenttype", "auth.permission"}
# The rows that migrations made, by model. No attribute of the connection: a browser's event loop brings another one.
MADE = defaultdict(list)


def remember():
    """Before any test; pytest-django leaves it out."""
    content = connection.creation.serialize_db_to_string()
    for one in serializers.deserialize("json", content):
        if one.object._meta.label_lower not in KEPT_MODELS:
            MADE[type(one.object)].append(one.object)


def empty():
    with constraints_off():
        with transaction.atomic(), connection.cursor() as cursor:
            # Events let themselves be deleted only beside this row, which goes with the rest.
            Pruning.objects.create()
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
    """The namespace `library`, say."""
    for model, rows in MADE.items():
        model._base_manager.bulk_create(rows)


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
