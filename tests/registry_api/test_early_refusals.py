"""What can be known before bytes flow is said then: no upload begins, none is written to, no repository is made."""

import pytest

from hub.content.models import Manifest, Upload
from hub.namespaces import services as namespaces
from hub.oci import digests
from hub.repositories.models import Repository
from tests.images import image
from tests.world import by

CONTENT = b"a layer that is refused"
DIGEST = digests.of(CONTENT)
NEW = "/v2/alice/new/blobs/uploads/"
TOO_MANY_TAGS = "&".join(f"tag={n}" for n in range(40))


@pytest.fixture
def alice(world, registry):
    return registry("alice")


def post(caller, query="", name="alice/new"):
    return caller("POST", f"/v2/{name}/blobs/uploads/{query}", CONTENT)


def assert_nothing_began(before):
    assert not Upload.objects.exists()
    assert not Manifest.objects.exists()
    assert Repository.objects.count() == before


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("Alice/new", 400, "NAME_INVALID"),
        ("alice/new/deeper", 400, "NAME_INVALID"),
        ("alice/" + "a" * 129, 400, "NAME_INVALID"),
        ("alice/-new", 400, "NAME_INVALID"),
        ("bob/new", 401, "UNAUTHORIZED"),
        ("nobody/new", 401, "UNAUTHORIZED"),
        ("new", 401, "UNAUTHORIZED"),
    ],
)
@pytest.mark.parametrize("query", ["", f"?digest={DIGEST}", f"?mount={DIGEST}"])
def test_a_name_that_cannot_be_pushed_to(alice, name, status, code, query):
    before = Repository.objects.count()

    answer = post(alice, query, name)

    assert (answer.status, answer.codes) == (status, [code])
    assert_nothing_began(before)


@pytest.mark.parametrize(
    "query",
    [
        "?digest=sha256:abc",
        f"?digest={DIGEST.upper()}",
        "?digest=md5:" + "a" * 32,
        "?mount=sha256:abc",
        "?digest-algorithm=md5",
    ],
)
def test_a_digest_that_cannot_be(alice, query):
    before = Repository.objects.count()

    answer = post(alice, query)

    assert (answer.status, answer.codes) == (400, ["DIGEST_INVALID"])
    assert_nothing_began(before)


@pytest.mark.parametrize("query", ["", f"?digest={DIGEST}", f"?mount={DIGEST}"])
def test_a_private_repository_over_the_allowance(alice, world, query):
    namespaces.set_push_visibility(
        namespace=world.alice.namespace, is_private=True, by=by(world.alice)
    )
    before = Repository.objects.count()

    answer = post(alice, query)

    assert (answer.status, answer.codes) == (403, ["DENIED"])
    assert "1 of 1 private repositories" in answer.message
    assert_nothing_began(before)


@pytest.mark.parametrize("query", ["", f"?digest={DIGEST}", f"?mount={DIGEST}"])
def test_somebody_who_is_suspended(alice, world, query):
    alice.token_for(NEW)
    before = Repository.objects.count()
    world.alice.is_active = False
    world.alice.save()

    assert post(alice, query).status == 401
    assert_nothing_began(before)


def test_a_login_that_only_reads(alice):
    before = Repository.objects.count()
    token = alice.token("repository:alice/new:pull")

    answer = alice("POST", NEW, CONTENT, token=token)

    assert (answer.status, answer.codes) == (401, ["UNAUTHORIZED"])
    assert 'error="insufficient_scope"' in answer.challenge
    assert_nothing_began(before)


def test_a_blob_that_says_it_is_larger_than_the_hub_takes(world, registry, start_hub):
    alice = registry("alice", hub=start_hub(HUB_BLOB_BYTES="20"))
    before = Repository.objects.count()

    answer = post(alice, f"?digest={DIGEST}")

    assert (answer.status, answer.codes) == (413, ["DENIED"])
    assert "20 bytes" in answer.message
    assert_nothing_began(before)

    location = alice("PATCH", alice.start("alice/app"), CONTENT[:10]).location
    generation = Upload.objects.get().generation
    rest = CONTENT[10:]
    in_chunks = {"content_range": f"10-{len(CONTENT) - 1}"}
    answers = [
        alice("PATCH", location, rest),
        alice("PATCH", location, [rest], **in_chunks),
        alice.finish(location, rest, digest=DIGEST),
        alice.finish(location, [rest], digest=DIGEST, **in_chunks),
    ]

    assert [(a.status, a.codes) for a in answers] == [(413, ["DENIED"])] * 4
    # Nobody took it over, so a writer that goes on with it in this moment is not disturbed.
    assert Upload.objects.get().generation == generation
    done = alice.finish(location, rest[:10], digest=digests.of(CONTENT[:20]))
    assert done.status == 201


@pytest.mark.parametrize(
    ("reference", "status", "code"),
    [
        (".no-tag", 400, "TAG_INVALID"),
        ("sha256:abc", 400, "DIGEST_INVALID"),
        ("1.0?tag=latest", 400, "TAG_INVALID"),
        (f"{DIGEST}?tag=.no-tag", 400, "TAG_INVALID"),
        (f"{DIGEST}?{TOO_MANY_TAGS}", 414, "TAG_INVALID"),
    ],
)
def test_a_manifest_under_what_it_cannot_stand(alice, reference, status, code):
    """Its body need not even be one."""
    before = Repository.objects.count()
    path = f"/v2/alice/new/manifests/{reference}"

    for body in (image().manifest, b"no manifest", [b" " * 5 * 1024 * 1024]):
        answer = alice("PUT", path, body)

        assert (answer.status, answer.codes) == (status, [code])
    assert_nothing_began(before)
