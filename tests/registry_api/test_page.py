"""The texts of a page, read and written by CI."""

import json

import pytest

from hub.accounts import access_tokens
from hub.accounts.models import Scope
from hub.events.models import Event
from hub.repositories import services
from hub.repositories.models import Repository
from tests.registry_api.wire import Registry, basic_value
from tests.world import by

APP, NOTES = "/api/repositories/alice/app", "/api/repositories/alice/notes"


@pytest.fixture
def say(world, registry):
    """Alice, by an access token of a scope; or nobody."""
    nobody = registry("")

    def say(method, path, sent=None, scope=Scope.ADMIN, **limits):
        headers = {}
        if scope:
            _, secret = access_tokens.create_access_token(
                user=world.alice, label="ci", scope=scope, **limits
            )
            headers["authorization"] = basic_value("alice", secret)
        body = None if sent is None else json.dumps(sent).encode()
        return nobody.plain(method, path, body, **headers)

    return say


def texts():
    return Repository.objects.values_list("description", "overview").get(
        full_name="alice/app"
    )


@pytest.mark.parametrize("scope", [None, Scope.READ, Scope.WRITE])
def test_a_credential_for_less_edits_nothing(say, scope):
    before = texts()

    answer = say("PATCH", APP, {"description": "Mine now"}, scope)

    assert (answer.status, answer.codes) == (401, ["UNAUTHORIZED"])
    assert "edit" in answer.message
    assert texts() == before


def test_a_token_for_another_repository_edits_nothing(say):
    assert (
        say("PATCH", APP, {"description": "x"}, repositories=["alice/notes"]).status
        == 401
    )


def test_private_and_missing_look_alike(say):
    private, missing = (
        say("GET", NOTES, scope=None),
        say("GET", NOTES + "z", scope=None),
    )

    assert private.status == missing.status == 401
    assert private.body == missing.body.replace(b"notesz", b"notes")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"[" * 100_000,
        b'{"overview": "x"}',
        b'{"description": 1}',
        b'{"description": "\\u0000"}',
        b'{"description": "\\ud800"}',
    ],
)
def test_what_is_no_text_is_told_so(say, world, registry, body):
    _, secret = access_tokens.create_access_token(
        user=world.alice, label="ci", scope=Scope.ADMIN
    )

    answer = registry("").plain(
        "PATCH", APP, body, authorization=basic_value("alice", secret)
    )

    assert (answer.status, answer.codes) == (400, ["UNSUPPORTED"])


def test_a_text_too_long_is_not_cut_but_refused(say):
    answer = say("PATCH", APP, {"full_description": "é" * 25_001})

    assert (answer.status, answer.codes) == (413, ["SIZE_INVALID"])


def test_the_archive_stays_as_it_is(say, world):
    services.archive(repository=world.app, by=by(world.alice))

    assert say("PATCH", APP, {"description": "x"}).status == 403


def test_a_text_that_takes_its_time_comes_too_late(say, world, raw):
    _, secret = access_tokens.create_access_token(
        user=world.alice, label="ci", scope=Scope.ADMIN
    )
    body = b'{"description": "Too late"}'
    with raw() as connection:
        connection.begin(
            "PATCH",
            APP,
            authorization=basic_value("alice", secret),
            content_length=len(body),
        )
        connection.send(body[:5])
        # By the time that this is answered, the hub has looked at the other one.
        say("GET", APP)
        services.archive(repository=world.app, by=by(world.alice))

        connection.send(body[5:])
        assert connection.answer("PATCH", APP).status == 403

    assert "Too late" not in texts()


def test_what_is_sent_is_the_page_and_the_rest_stays(say, world):
    say("PATCH", APP, {"description": "An app"})
    answer = say("PATCH", APP, {"full_description": "# App\n\nRuns."})

    assert answer.status == 200
    assert texts() == ("An app", "# App\n\nRuns.")
    assert answer.json == say("GET", APP, scope=None).json
    assert answer.json["full_description"] == "# App\n\nRuns."
    edit = Event.objects.filter(kind="repository.edit").latest("pk")
    assert edit.credential.startswith("token:")


def test_a_text_as_long_as_the_operator_allows_is_taken_in_any_letters(
    world, start_hub
):
    hub = start_hub(HUB_OVERVIEW_CHARACTERS="500000")
    _, secret = access_tokens.create_access_token(
        user=world.alice, label="ci", scope=Scope.ADMIN
    )
    # Twelve bytes each: two escapes.
    body = json.dumps({"full_description": "\N{SHIP}" * 500_000}).encode()

    answer = Registry(hub).plain(
        "PATCH", APP, body, authorization=basic_value("alice", secret)
    )

    assert answer.status == 200
    assert len(texts()[1]) == 500_000
