"""The epoch moves with all that a remembered answer stands on, and with nothing else."""

import re
from contextlib import contextmanager

import pytest
from django.db import connection

from hub.access import lookup as access_lookup
from hub.content import lookup as content_lookup
from hub.content.models import ManifestContent
from hub.freshness.epoch import WATCHED, Epoch, install
from hub.namespaces.models import Team, TeamMember
from tests.images import image, push
from tests.world import by

# PostgreSQL has none.
pytestmark = [pytest.mark.one_pair, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pushed(world):
    push(world.app, image("one"), tag="1.0", by=by(world.alice))
    namespace = world.alice.namespace
    team = Team.objects.create(namespace=namespace, name="crew")
    membership = namespace.memberships.get(user=world.alice)
    TeamMember.objects.create(team=team, membership=membership)
    return world


@pytest.fixture
def epoch(pushed):
    return Epoch(connection.settings_dict["NAME"])


@pytest.mark.parametrize("model", WATCHED)
def test_every_deletion_moves_it(model, epoch):
    before = epoch.current()

    with connection.cursor() as cursor, connection.constraint_checks_disabled():
        cursor.execute(f"DELETE FROM {model._meta.db_table}")

    assert epoch.current() > before


@pytest.mark.parametrize(
    ("model", "column"),
    [(model, column) for model, columns in WATCHED.items() for column in columns],
)
def test_it_moves_when_a_column_changes_and_not_before(model, column, epoch):
    table = model._meta.db_table
    with connection.cursor() as cursor, unconstrained(cursor):
        cursor.execute(f"SELECT min(id) FROM {table}")
        (row,) = cursor.fetchone()
        before = epoch.current()

        cursor.execute(f"UPDATE {table} SET {column} = {column}")
        assert epoch.current() == before

        cursor.execute(
            f"UPDATE {table} SET {column} = {another(column)} WHERE id = %s", [row]
        )
        assert epoch.current() == before + 1


@contextmanager
def unconstrained(cursor):
    """A row that nobody could write is as good here as any."""
    cursor.execute("PRAGMA ignore_check_constraints = ON")
    with connection.constraint_checks_disabled():
        yield
    cursor.execute("PRAGMA ignore_check_constraints = OFF")


def another(column):
    if column == "deleted_at":
        return "'2026-01-01'"
    if column.startswith("is_"):
        return f"1 - {column}"
    return "7777" if column.endswith("_id") or column == "size" else "'other'"


def test_a_push_of_something_new_does_not_move_it(epoch, pushed):
    before = epoch.current()

    push(pushed.app, image("two"), tag="2.0", by=by(pushed.alice))

    assert epoch.current() == before


def test_it_watches_every_table_that_a_pull_asks():
    """A manifest's bytes are those of its digest for ever."""
    questions = [access_lookup.BY_NAME, access_lookup.BY_OLD_NAME, content_lookup.BLOB]
    questions += [
        f"{content_lookup.WHOLE} {content_lookup.BY_TAG}",
        f"{content_lookup.DESCRIBED} {content_lookup.BY_DIGEST}",
    ]
    asked = {
        table for sql in questions for table in re.findall(r"(?:FROM|JOIN) (\w+)", sql)
    }

    watched = {model._meta.db_table for model in WATCHED}
    assert asked - {ManifestContent._meta.db_table} <= watched


def test_it_means_nothing_without_its_triggers():
    path = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER epoch_content_tag_deleted")
        try:
            assert not Epoch(path).is_kept
        finally:
            install(using="default")
    assert Epoch(path).is_kept
