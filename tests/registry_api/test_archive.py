"""An archived repository is pulled, and nothing in it changes."""

import pytest

from hub.repositories import services
from hub.repositories.models import Repository
from tests.images import image
from tests.registry_api.wire import escaped
from tests.world import by

ONE, TWO = image("one", layers=[b"a layer"]), image("two", layers=[b"a layer"])
SENTENCE = "alice/app is archived. Its owner can take it out of the archive."
WRITES = [
    ("POST", "blobs/uploads/"),
    ("POST", "blobs/uploads/?digest=sha256:" + "0" * 64),
    ("POST", "blobs/uploads/?mount={blob}&from=alice/notes"),
    ("PUT", "manifests/1.0"),
    ("PUT", f"manifests/{TWO.digest}"),
    ("DELETE", "manifests/1.0"),
    ("DELETE", f"manifests/{ONE.digest}"),
    ("DELETE", "blobs/{blob}"),
]


@pytest.fixture
def blob(world, registry):
    """A blob of alice/app, which is archived, and of alice/notes, which is not."""
    alice = registry("alice")
    for one in (world.app, world.notes):
        alice.push(one.full_name, ONE, tag="1.0")
    digest = alice.push_blob("alice/app", b"a layer")
    services.archive(repository=world.app, by=by(world.alice))
    return digest


def state():
    app = Repository.objects.get(full_name="alice/app")
    return (
        app.pushed_at,
        list(app.tags.values_list("name", "manifest__digest")),
        app.manifests.count(),
        app.blob_links.count(),
        app.uploads.count(),
    )


def test_a_manifest_whose_body_takes_its_time_comes_too_late(world, registry, raw):
    alice = registry("alice")
    alice.push("alice/app", ONE, tag="1.0")
    path = "/v2/alice/app/manifests/late"
    with raw() as connection:
        connection.begin(
            "PUT",
            path,
            token=alice.token_for(path),
            content_type=ONE.media_type,
            content_length=len(ONE.manifest),
        )
        connection.send(ONE.manifest[:10])
        # By the time that this is answered, the hub has looked at the other one.
        alice("GET", "/v2/alice/app/tags/list")
        services.archive(repository=world.app, by=by(world.alice))

        connection.send(ONE.manifest[10:])
        answer = connection.answer("PUT", path)

    assert (answer.status, answer.message) == (403, SENTENCE)
    assert not world.app.tags.filter(name="late").exists()


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_it_refuses_every_write(blob, registry, method, path):
    before = state()

    answer = registry("alice")(
        method, f"/v2/alice/app/{path.format(blob=blob)}", TWO.manifest
    )

    assert (answer.status, answer.codes) == (403, ["DENIED"])
    assert answer.message == SENTENCE
    assert state() == before


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_whoever_may_not_write_is_refused_as_always(blob, registry, method, path):
    for caller in ("", "charlie"):
        path = path.format(blob=blob)
        answer = registry(caller)(method, f"/v2/alice/app/{path}", TWO.manifest)

        assert (answer.status, answer.codes) == (401, ["UNAUTHORIZED"])
        assert "archive" not in answer.message + answer.challenge


def test_an_upload_under_way_ends_there(world, registry):
    alice = registry("alice")
    place = alice.start("alice/app")
    services.archive(repository=world.app, by=by(world.alice))

    assert alice("PATCH", place, b"hello").message == SENTENCE
    assert alice.finish(place, digest="sha256:" + "0" * 64).message == SENTENCE


@pytest.mark.parametrize(
    "path", ["manifests/1.0", f"manifests/{ONE.digest}", "blobs/{blob}", "tags/list"]
)
def test_anybody_pulls_from_it(blob, registry, path):
    answer = registry()("GET", f"/v2/alice/app/{path.format(blob=blob)}")

    assert answer.status == 200


def test_its_blobs_are_mounted_elsewhere(blob, registry):
    path = f"/v2/alice/new/blobs/uploads/?mount={blob}&from=alice/app"
    alice = registry("alice")
    token = alice.token("repository:alice/new:pull,push", "repository:alice/app:pull")

    assert alice("POST", path, token=token).status == 201


@pytest.mark.parametrize(
    ("caller", "is_listed"),
    [("", False), ("charlie", False), ("bob", True), ("alice", True)],
)
@pytest.mark.parametrize("words", ["", "ferry"])
def test_strangers_are_not_offered_it(blob, registry, words, caller, is_listed):
    client = registry(caller)
    basic = (caller, client.secret if caller else "")

    found = client("GET", f"/v1/search?q={escaped(words)}", basic=basic)
    listed = client("GET", "/v2/_catalog")

    assert ("alice/app" in found.body.decode()) is is_listed
    assert ("alice/app" in listed.json["repositories"]) is is_listed


def test_out_of_the_archive_it_is_as_before(blob, registry, world):
    services.unarchive(repository=world.app, by=by(world.alice))

    registry("alice").push("alice/app", TWO, tag="1.0")

    assert "alice/app" in registry()("GET", "/v2/_catalog").json["repositories"]
