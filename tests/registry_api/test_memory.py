"""Answers are remembered, and never staler than the database: whoever was told of a change finds nothing of before it."""

import sqlite3
import time

import pytest
from django.db import transaction

from hub.accounts import services as accounts
from hub.content import manifests, tags
from hub.content.models import ManifestContent
from hub.namespaces import services as namespaces
from hub.oci import digests
from hub.repositories import services as repositories
from registry_api import memory
from tests.images import image
from tests.world import by

ONE, TWO = image("one"), image("two")
OFTEN = 12  # new connections: both processes get some of them
on_sqlite = pytest.mark.one_pair


@pytest.fixture
def pushed(world, registry):
    registry("alice").push("alice/app", ONE, tag="1.0")
    registry("alice").push("alice/app", TWO, tag="2.0")
    registry("alice").push("alice/notes", ONE, tag="1.0")
    return world


def asked_often(client, method, path):
    """The set of what all processes answer."""
    return {
        (answer.status, answer.headers["Docker-Content-Digest"])
        for answer in (client(method, path) for _ in range(OFTEN))
    }


def move_tag(world):
    two = world.app.manifests.get(digest=TWO.digest)
    with transaction.atomic():
        tags.point(repository=world.app, name="1.0", manifest=two, by=by(world.alice))


CHANGES = {
    "the tag is moved": (move_tag, (200, TWO.digest)),
    "the tag is deleted": (
        lambda world: tags.delete(repository=world.app, name="1.0", by=by(world.alice)),
        (404, None),
    ),
    "the manifest is deleted": (
        lambda world: manifests.delete(
            repository=world.app, digest=ONE.digest, by=by(world.alice)
        ),
        (404, None),
    ),
    "the repository is deleted": (
        lambda world: repositories.delete(repository=world.app, by=by(world.alice)),
        (401, None),
    ),
    "the namespace is suspended": (
        lambda world: namespaces.deactivate(
            namespace=world.alice.namespace, by=by(world.alice)
        ),
        (401, None),
    ),
    "the caller is suspended": (
        lambda world: accounts.deactivate(user=world.charlie, by=by(world.alice)),
        (401, None),
    ),
    "it is made private": (
        lambda world: (
            repositories.delete(repository=world.notes, by=by(world.alice)),
            repositories.set_visibility(
                repository=world.app, is_private=True, by=by(world.alice)
            ),
        ),
        (401, None),
    ),
}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("change", CHANGES)
def test_no_process_answers_as_before(change, method, pushed, registry):
    make_it, after = CHANGES[change]
    charlie = registry("charlie")
    path = "/v2/alice/app/manifests/1.0"
    assert asked_often(charlie, method, path) == {(200, ONE.digest)}

    make_it(pushed)

    assert asked_often(charlie, method, path) == {after}


def test_a_collaborator_who_is_dismissed_pulls_no_more(pushed, registry):
    bob = registry("bob")
    path = f"/v2/alice/notes/manifests/{ONE.digest}"
    assert asked_often(bob, "GET", path) == {(200, ONE.digest)}

    grant = pushed.notes.grants.get(user=pushed.bob)
    repositories.revoke(grant=grant, by=by(pushed.alice))

    assert asked_often(bob, "GET", path) == {(401, None)}


def test_a_blob_that_is_unlinked_is_gone(pushed, registry):
    alice, charlie = registry("alice"), registry("charlie")
    digest = alice.push_blob("alice/app", b"a small blob")
    path = f"/v2/alice/app/blobs/{digest}"
    assert asked_often(charlie, "GET", path) == {(200, digest)}
    assert asked_often(charlie, "HEAD", path) == {(200, digest)}

    assert alice("DELETE", path).status == 202

    assert asked_often(charlie, "GET", path) == {(404, None)}
    assert asked_often(charlie, "HEAD", path) == {(404, None)}


def test_each_is_given_whole(pushed, registry):
    charlie = registry("charlie")
    for path in (
        "/v2/alice/app/manifests/1.0",
        f"/v2/alice/app/blobs/{digests.of(ONE.blobs[0])}",
    ):
        for method in ("GET", "HEAD"):
            first, *others = [charlie(method, path) for _ in range(OFTEN)]

            for one in others:
                assert one.body == first.body
                del one.headers["X-Request-Id"], one.headers["Date"]
            assert len({str(one.headers) for one in others}) == 1


@on_sqlite
def test_it_asks_the_views_once(pushed, registry):
    """What no trigger watches, because it never changes, is changed here behind its back."""
    charlie = registry("charlie")
    asked_often(charlie, "GET", "/v2/alice/app/manifests/1.0")

    ManifestContent.objects.update(content=b"{}")

    answer = charlie("GET", "/v2/alice/app/manifests/1.0")
    assert answer.body == ONE.manifest


@on_sqlite
def test_another_token_asks_for_itself(pushed, registry):
    registry("alice")("GET", "/v2/alice/notes/manifests/1.0")

    answer = registry("charlie")("GET", "/v2/alice/notes/manifests/1.0")

    assert answer.status == 401


# The memory by itself


class Views:
    """A WSGI application that says how often it was asked."""

    def __init__(self, until, status="200 OK", body=b"answer"):
        self.asked = 0
        self.until, self.status, self.body = until, status, body
        self.content = body

    def __call__(self, environ, start_response):
        self.asked += 1
        environ[memory.KEPT] = memory.Kept(self.until)
        start_response(self.status, [("Content-Length", str(len(self.body)))])
        return self


@pytest.fixture
def ask(monkeypatch):
    own = memory.Memory()
    monkeypatch.setattr(memory, "memory", own)
    answers = memory.Answers(1)
    monkeypatch.setattr(own, "current", lambda: answers)

    def ask(views, **environ):
        plain = {"REQUEST_METHOD": "GET", "PATH_INFO": "/v2/a/b/manifests/1"}
        token = {"HTTP_AUTHORIZATION": "Bearer x"}
        memory.answer(plain | token | environ, lambda *_: None, views)
        return views.asked

    return ask


SOON = 4_000_000_000


@on_sqlite
def test_it_remembers_until_the_token_expires(ask):
    now = int(time.time())

    assert [ask(views) for views in [Views(SOON)] * 3] == [1, 1, 1]
    expired = Views(now - 1)
    assert [ask(expired, PATH_INFO="/v2/expired") for _ in range(3)] == [1, 2, 3]


@on_sqlite
@pytest.mark.parametrize(
    "environ",
    [
        {"QUERY_STRING": "a=b"},
        {"HTTP_RANGE": "bytes=0-1"},
        {"HTTP_IF_NONE_MATCH": "x"},
        {"REQUEST_METHOD": "PUT"},
    ],
)
def test_a_request_of_another_kind_is_always_asked(ask, environ):
    views = Views(SOON)
    ask(views)

    assert ask(views, **environ) == 2


@on_sqlite
def test_no_error_and_nothing_large_is_remembered(ask):
    for views in (Views(SOON, "503 Away"), Views(SOON, body=bytes(memory.LARGEST + 1))):
        assert [ask(views), ask(views)] == [1, 2]


@on_sqlite
def test_nothing_is_remembered_of_what_is_not_committed(ask, db):
    with transaction.atomic():
        views = Views(SOON)
        assert [ask(views), ask(views)] == [1, 2]


@on_sqlite
def test_it_has_room_for_so_much(ask, monkeypatch):
    monkeypatch.setattr(memory, "ROOM", memory.OVERHEAD * 2 + 200)
    views = Views(SOON)

    for number in range(5):
        ask(views, PATH_INFO=f"/v2/{number}")

    assert len(memory.memory.current().by_key) == 2


@on_sqlite
def test_a_long_token_takes_its_room(ask, monkeypatch):
    monkeypatch.setattr(memory, "ROOM", 100_000)

    for number in range(5):
        ask(Views(SOON), HTTP_AUTHORIZATION=f"Bearer {number}{'x' * 40_000}")

    assert len(memory.memory.current().by_key) == 2


@on_sqlite
def test_it_tries_again_where_the_database_did_not_answer(
    transactional_db, monkeypatch
):
    def refuse():
        raise sqlite3.OperationalError("disk I/O error")

    own = memory.Memory()
    with monkeypatch.context() as broken:
        broken.setattr(memory, "epoch_of_this_process", refuse)
        assert own.current() is None
    assert own.current() is None

    own.begins_at = 0
    assert own.current() is not None
