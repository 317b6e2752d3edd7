"""Pulling by a name that a repository had, and pushing to none but the one of today."""

import pytest

from hub.events.record import THE_HUB
from hub.repositories import services
from hub.repositories.models import Repository
from tests.images import artifact, image
from tests.world import by, repository

WARNING = '299 - "alice/app is now alice/web. Pull it by that name."'
ONE = image(layers=[b"one layer"])
SIGNATURE = artifact(subject=ONE)
PULLS = [
    "manifests/1.0",
    f"manifests/{ONE.digest}",
    "blobs/{blob}",
    "tags/list",
    f"referrers/{ONE.digest}",
]


@pytest.fixture
def blob(world, registry):
    """A blob of alice/app, which is alice/web now, and alice/notes alice/diary."""
    alice = registry("alice")
    for one in (world.app, world.notes):
        alice.push(one.full_name, ONE, tag="1.0")
        alice.push(one.full_name, SIGNATURE)
    services.rename(repository=world.app, name="web", by=by(world.alice))
    services.rename(repository=world.notes, name="diary", by=by(world.alice))
    return alice.push_blob("alice/web", b"one layer")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("caller", ["", "charlie"])
@pytest.mark.parametrize("path", PULLS)
def test_it_tells_strangers_of_no_private_one(blob, registry, path, caller, method):
    client = registry(caller)
    path = path.format(blob=blob)

    renamed = client(method, f"/v2/alice/notes/{path}")
    missing = client(method, f"/v2/alice/never/{path}")

    assert renamed.status == 401
    assert "Warning" not in renamed.headers
    assert said(renamed) == said(missing)


def said(answer):
    """But for what differs anyway: the name that was asked, the request's id and the time."""
    own = ("x-request-id", "date")
    text = repr([(k, v) for k, v in answer.headers.items() if k.lower() not in own])
    for name in ("alice/notes", "alice/never"):
        text = text.replace(name, "the name")
    return answer.status, text, answer.body.replace(b"notes", b"never")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "blobs/uploads/"),
        ("POST", "blobs/uploads/?mount={blob}&from=alice/web"),
        ("PUT", "manifests/1.1"),
        ("DELETE", "manifests/1.0"),
        ("DELETE", "blobs/{blob}"),
    ],
)
def test_whoever_may_write_is_told_the_new_name(blob, registry, method, path):
    answer = registry("alice")(
        method, f"/v2/alice/app/{path.format(blob=blob)}", ONE.manifest
    )

    assert (answer.status, answer.codes) == (403, ["DENIED"])
    assert answer.message == "alice/app is now alice/web. Use that name."


def test_whoever_may_not_is_refused_as_always(blob, registry):
    for name in ("alice/app", "alice/notes", "alice/never"):
        answer = registry("charlie")("POST", f"/v2/{name}/blobs/uploads/")

        assert (answer.status, answer.codes) == (401, ["UNAUTHORIZED"])
        assert f"charlie may not push to {name} with this login." in answer.message
        assert "web" not in answer.message
    assert (
        "may not delete in"
        in registry("bob")("DELETE", "/v2/alice/app/manifests/1.0").message
    )


def test_an_upload_under_way_is_told_too(world, registry):
    alice = registry("alice")
    place = alice.start("alice/app")
    services.rename(repository=world.app, name="web", by=by(world.alice))

    assert alice("PATCH", place, b"hello").codes == ["DENIED"]


def test_no_push_takes_an_old_name_of_what_was_deleted(blob, registry, world):
    services.delete(repository=world.notes, by=by(world.alice))

    answer = registry("alice")("POST", "/v2/alice/notes/blobs/uploads/")

    assert (answer.status, answer.codes) == (403, ["DENIED"])
    assert answer.message.startswith("alice/notes was deleted. Its name is kept until")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", PULLS)
def test_it_is_pulled_by_the_old_name(blob, registry, path, method):
    path = path.format(blob=blob)
    client = registry()

    old = client(method, f"/v2/alice/app/{path}")
    new = client(method, f"/v2/alice/web/{path}")

    assert (old.status, new.status) == (200, 200)
    assert old.headers["Warning"] == WARNING
    assert "Warning" not in new.headers
    assert old.body.replace(b"alice/app", b"alice/web") == new.body


def test_a_private_one_too(blob, registry):
    answer = registry("bob")("GET", "/v2/alice/notes/manifests/1.0")

    assert answer.body == ONE.manifest
    assert "alice/notes is now alice/diary." in answer.headers["Warning"]


def test_it_echoes_the_name_that_was_asked(blob, registry):
    registry("alice").push("alice/web", ONE, tag="1.1")

    answer = registry()("GET", "/v2/alice/app/tags/list?n=1")

    assert answer.json == {"name": "alice/app", "tags": ["1.0"]}
    assert "</v2/alice/app/tags/list?n=1" in answer.headers["Link"]


def test_a_token_for_the_old_name_pulls_by_no_other(blob, registry):
    client = registry()
    token = client.token("repository:alice/app:pull")

    assert client("GET", "/v2/alice/app/manifests/1.0", token=token).status == 200
    assert client("GET", "/v2/alice/web/manifests/1.0", token=token).status == 401


def test_every_name_it_had_works(blob, registry, world):
    for name in ("site", "page"):
        world.app.refresh_from_db()
        services.rename(repository=world.app, name=name, by=by(world.alice))

    for name in ("app", "web", "site"):
        answer = registry()("GET", f"/v2/alice/{name}/manifests/1.0")
        assert answer.body == ONE.manifest
        assert f"alice/{name} is now alice/page." in answer.headers["Warning"]


def test_its_blobs_are_mounted_from_the_old_name(blob, registry, world):
    repository("charlie/mine")
    charlie = registry("charlie")
    token = charlie.token(
        "repository:charlie/mine:pull,push", "repository:alice/app:pull"
    )
    path = f"/v2/charlie/mine/blobs/uploads/?mount={blob}&from=alice/app"

    assert charlie("POST", path, token=token).status == 201


def test_an_official_image_is_called_by_its_one_name(world, registry):
    world.charlie.is_staff = True
    world.charlie.save()
    registry("charlie").push("nginx", ONE, tag="1.0")
    one = Repository.objects.get(full_name="library/nginx")
    services.rename(repository=one, name="web", by=THE_HUB)

    answer = registry()("GET", "/v2/nginx/manifests/1.0")

    assert (
        answer.headers["Warning"] == '299 - "nginx is now web. Pull it by that name."'
    )
