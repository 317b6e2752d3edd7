"""Mounting a blob that another repository has, instead of sending it again."""

import pytest

from hub.content.models import RepositoryBlob, Upload
from hub.namespaces import services as namespaces
from hub.oci import digests
from hub.repositories import services as repositories
from hub.repositories.models import Repository, Role
from tests.registry_api.wire import escaped
from tests.world import by, repository

CONTENT = b"a base layer"
DIGEST = digests.of(CONTENT)


@pytest.fixture
def alice(world, registry):
    """Alice has the layer in her private alice/notes."""
    alice = registry("alice")
    alice.push_blob("alice/notes", CONTENT)
    return alice


def mount(caller, target, source=None, *, digest=DIGEST, scopes=None):
    """`scopes` None: all that a client asks for when it knows of the source."""
    path = f"/v2/{target}/blobs/uploads/?mount={digest}"
    path += f"&from={escaped(source)}" if source is not None else ""
    if scopes is None:
        known = source or "alice/notes"
        scopes = [f"repository:{target}:pull,push", f"repository:{known}:pull"]
    return caller("POST", path, token=caller.token(*scopes))


def is_linked(name):
    return RepositoryBlob.objects.filter(
        repository__full_name=name, blob__digest=DIGEST
    ).exists()


# What is not mounted is pushed: 202, a new upload


@pytest.mark.parametrize(
    "source",
    [
        "alice/gone",
        "charlie/none",
        "nobody/here",
        "A/B",
        "a/b/c",
        "\x00",
        "9" * 30,
        "alice/app",
    ],
)
def test_it_begins_an_upload_where_the_source_has_not_got_it(alice, source):
    answer = mount(alice, "alice/app", source)

    assert answer.status == 202
    assert not is_linked("alice/app")


def test_it_begins_an_upload_where_nobody_has_the_blob(alice):
    answer = mount(alice, "alice/app", "alice/notes", digest=digests.of(b"unknown"))

    assert answer.status == 202
    assert (
        alice.finish(answer.location, b"unknown", digest=digests.of(b"unknown")).status
        == 201
    )


@pytest.mark.parametrize("source", ["alice/notes", None])
def test_it_begins_an_upload_where_the_source_may_not_be_read(
    alice, world, registry, source
):
    repository("charlie/app")
    charlie = registry("charlie")

    answer = mount(charlie, "charlie/app", source)

    assert answer.status == 202
    assert not is_linked("charlie/app")


def test_private_and_missing_sources_are_answered_alike(alice, world, registry):
    repository("charlie/app")
    charlie = registry("charlie")

    private = mount(charlie, "charlie/app", "alice/notes")
    missing = mount(charlie, "charlie/app", "alice/gone")

    assert private.status == missing.status == 202
    assert private.headers.keys() == missing.headers.keys()


def test_it_asks_for_a_token_that_knows_of_the_source(alice):
    answer = mount(
        alice, "alice/app", "alice/notes", scopes=["repository:alice/app:pull,push"]
    )

    assert (answer.status, answer.codes) == (401, ["UNAUTHORIZED"])
    assert 'error="insufficient_scope"' in answer.challenge
    assert (
        'scope="repository:alice/app:pull,push repository:alice/notes:pull"'
        in answer.challenge
    )


def test_a_role_that_was_taken_away_mounts_nothing(alice, world, registry):
    repository("charlie/app")
    grant = repositories.grant(
        repository=world.notes, user=world.charlie, role=Role.READ, by=by(world.alice)
    )
    charlie = registry("charlie")
    token = charlie.token(
        "repository:charlie/app:pull,push", "repository:alice/notes:pull"
    )
    repositories.revoke(grant=grant, by=by(world.alice))

    path = f"/v2/charlie/app/blobs/uploads/?mount={DIGEST}&from=alice/notes"

    assert charlie("POST", path, token=token).status == 202
    assert not is_linked("charlie/app")


@pytest.mark.parametrize("digest", ["sha256:abc", "%00", "9" * 30])
def test_it_refuses_what_is_no_digest(alice, digest):
    answer = mount(alice, "alice/app", "alice/notes", digest=digest)

    assert (answer.status, answer.codes) == (400, ["DIGEST_INVALID"])


def test_nobody_mounts_into_what_is_not_theirs(alice, registry):
    for name in ("charlie", ""):
        answer = mount(registry(name), "alice/app", "alice/app")

        assert answer.status == 401
    assert not Upload.objects.exists()


@pytest.mark.parametrize("source", [None, ""])
def test_a_token_for_the_target_alone_finds_nothing_private(alice, source):
    answer = mount(
        alice, "alice/app", source, scopes=["repository:alice/app:pull,push"]
    )

    assert answer.status == 202
    assert not is_linked("alice/app")


# Mounted: 201


@pytest.mark.parametrize("source", ["alice/notes", None, ""])
def test_it_links_what_the_caller_may_read(alice, source):
    answer = mount(alice, "alice/app", source)

    assert answer.status == 201
    assert answer.location == f"/v2/alice/app/blobs/{DIGEST}"
    assert answer.headers["Docker-Content-Digest"] == DIGEST
    assert answer.headers["Content-Length"] == "0"
    assert alice("GET", answer.location).body == CONTENT
    assert not Upload.objects.exists()


def test_it_links_what_the_target_has_already(alice):
    assert mount(alice, "alice/notes", "alice/notes").status == 201


def test_a_collaborator_mounts_too(alice, registry):
    assert mount(registry("bob"), "alice/app", "alice/notes").status == 201


def test_it_makes_the_repository(alice):
    assert mount(alice, "alice/new", "alice/notes").status == 201

    assert is_linked("alice/new")


def test_it_makes_the_repository_where_nothing_could_be_mounted(alice):
    assert mount(alice, "alice/new", "alice/app").status == 202

    assert Repository.objects.filter(full_name="alice/new").exists()


def test_it_makes_no_private_repository_over_the_allowance(alice, world):
    namespaces.set_push_visibility(
        namespace=world.alice.namespace, is_private=True, by=by(world.alice)
    )

    answer = mount(alice, "alice/new", "alice/notes")

    assert (answer.status, answer.codes) == (403, ["DENIED"])
    assert answer.message == (
        "alice has used 1 of 1 private repositories. Make one public, or ask for more."
    )


def test_a_one_part_source_is_an_official_image(alice, world, registry):
    world.charlie.is_staff = True
    world.charlie.save()
    registry("charlie").push_blob("base", b"official")

    answer = mount(alice, "alice/app", "base", digest=digests.of(b"official"))

    assert answer.status == 201
