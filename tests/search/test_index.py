"""Keeping the index true."""

import pytest
from django.core.management import call_command
from django.db import connection

from hub.events.dispatch import dispatch
from hub.repositories.models import Repository
from hub.search import find as find_in
from hub.search import index
from hub.search.jobs import repair_index
from hub.search.models import SearchDocument
from tests import world

pytestmark = pytest.mark.django_db


def found(text):
    return [
        row.full_name for row in find_in(Repository.objects.all(), text).repositories[:]
    ]


@pytest.fixture
def app(repository):
    row = repository("alice/app", description="A ferry")
    dispatch()
    return row


def test_a_change_by_hand_is_found_after_the_repair(app):
    Repository.objects.filter(pk=app.pk).update(description="A tram")
    assert found("tram") == []

    repair_index.func()

    assert found("tram") == ["alice/app"]
    assert found("ferry") == []


def test_a_repair_writes_nothing_where_all_is_true(app):
    assert index.repair() == 0


def test_a_repair_removes_what_was_deleted_by_hand(app):
    Repository.objects.filter(pk=app.pk).update(deleted_at=app.created_at)

    index.repair()

    assert not SearchDocument.objects.exists()
    assert found("app") == []


def test_reindexing_finds_again_what_was_lost(app, capsys):
    SearchDocument.objects.all().delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words")
            cursor.execute("DELETE FROM search_parts")
    assert found("app") == []

    call_command("reindex_search")

    assert found("app") == ["alice/app"]
    assert "1 repositories" in capsys.readouterr().out


def test_telling_it_twice_changes_nothing(app):
    index.refresh(app.pk)
    index.refresh(app.pk)

    assert found("ferry") == ["alice/app"]


def test_it_forgets_what_is_purged(app):
    number = app.pk
    SearchDocument.objects.all().delete()
    app.names.all().delete()
    Repository.objects.filter(pk=number).delete()

    index.refresh(number)

    assert found("app") == []


def test_a_worker_that_is_away_for_long_does_not_make_it_compose_everything(
    alice, monkeypatch
):
    monkeypatch.setattr(index, "UNTOLD", 2)
    for number in range(3):
        world.repository(f"alice/ferry-{number}")

    assert found("ferry") == ["alice/ferry-1", "alice/ferry-2"]


def test_an_overview_of_the_greatest_length_can_be_indexed(repository):
    text = " ".join(f"wörd{number}" for number in range(2700))[:25_000]
    repository("alice/app", overview=text)

    dispatch()

    assert found("word2000") == ["alice/app"]
