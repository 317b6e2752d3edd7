"""Pushing a blob: every way a client sends one, and what it is told when it gets it wrong."""

import uuid

import pytest
from django.utils import timezone

from hub.content.models import Blob, Upload
from hub.oci import digests
from tests.registry_api.wire import escaped
from tests.services import pairs
from tests.world import repository

MIB = 1024 * 1024
UPLOADS = "/v2/alice/app/blobs/uploads/"
CONTENT = b"a layer of ten words, more or less, and it ends here"
DIGEST = digests.of(CONTENT)
WRONG = digests.of(b"other bytes")


@pytest.fixture
def alice(world, registry):
    return registry("alice")


def stands_at(caller, location):
    """What the status of an upload says of it: the last byte."""
    answer = caller("GET", location)
    assert (answer.status, answer.body) == (204, b""), answer
    return answer.headers["Range"]


def pulled(caller, digest, name="alice/app"):
    answer = caller("GET", f"/v2/{name}/blobs/{digest}")
    assert answer.status == 200, answer
    return answer.body


# Beginning


@pytest.mark.parametrize("path", [UPLOADS, UPLOADS.rstrip("/")])
@pytest.mark.parametrize(
    "content_type", ["application/json", "application/octet-stream"]
)
def test_it_begins(alice, path, content_type):
    answer = alice("POST", path, content_type=content_type)

    upload = Upload.objects.get()
    assert (answer.status, answer.body) == (202, b"")
    assert answer.location == f"{UPLOADS}{upload.pk}"
    assert answer.headers["Range"] == "0-0"
    assert answer.headers["Docker-Upload-UUID"] == str(upload.pk)
    assert answer.headers["Content-Length"] == "0"


def test_it_begins_with_unknown_parameters(alice):
    answer = alice(
        "POST", f"{UPLOADS}?origin=docker.io&digest-algorithm=sha256&ns=x&_state=y"
    )

    assert answer.status == 202


@pytest.mark.parametrize("query", ["", f"?mount={WRONG}&from=alice/app"])
def test_it_says_what_a_chunk_should_have_where_the_storage_minds(alice, query):
    answer = alice("POST", UPLOADS + query)

    minimal = answer.headers["OCI-Chunk-Min-Length"]
    assert minimal == {"s3": str(5 * MIB)}.get(pairs.current())
    # Smaller ones are taken all the same, and nobody is told again.
    patched = alice("PATCH", answer.location, CONTENT, content_range=span(0, CONTENT))
    assert patched.status == 202
    assert "OCI-Chunk-Min-Length" not in patched.headers


@pytest.mark.parametrize(
    "algorithm", ["md5", "blake3", "SHA256", "sha256%00", "%20", "9" * 30]
)
@pytest.mark.parametrize("beside", ["", f"&digest={DIGEST}", f"&mount={DIGEST}"])
def test_an_algorithm_nobody_knows_is_refused(alice, algorithm, beside):
    answer = alice("POST", f"{UPLOADS}?digest-algorithm={algorithm}{beside}", CONTENT)

    assert (answer.status, answer.codes) == (400, ["DIGEST_INVALID"])
    assert not Upload.objects.exists()


@pytest.mark.parametrize("announced", ["", "sha256", "sha512"])
@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_it_ends_with_any_algorithm_whichever_was_announced(
    alice, announced, algorithm
):
    location = alice("POST", f"{UPLOADS}?digest-algorithm={announced}").location
    digest = digests.of(CONTENT, algorithm)

    alice("PATCH", location, CONTENT[:20])
    done = alice.finish(location, CONTENT[20:], digest=digest)

    assert (done.status, done.headers["Docker-Content-Digest"]) == (201, digest)
    assert pulled(alice, digest) == CONTENT


def test_it_answers_under_the_name_that_was_asked(world, registry):
    world.charlie.is_staff = True
    world.charlie.save()
    charlie = registry("charlie")

    location = charlie.start("nginx")
    done = charlie.finish(location, CONTENT, digest=DIGEST)

    assert location.startswith("/v2/nginx/blobs/uploads/")
    assert done.location == f"/v2/nginx/blobs/{DIGEST}"
    assert pulled(charlie, DIGEST, "library/nginx") == CONTENT


# In one request


@pytest.mark.parametrize(
    "body", [CONTENT, [CONTENT[:10], CONTENT[10:]]], ids=["length", "chunks"]
)
@pytest.mark.parametrize("digest", [DIGEST, escaped(DIGEST)], ids=["raw", "escaped"])
def test_it_takes_a_blob_in_one_post(alice, body, digest):
    answer = alice("POST", f"{UPLOADS}?digest={digest}", body)

    assert answer.status == 201
    assert answer.location == f"/v2/alice/app/blobs/{DIGEST}"
    assert answer.headers["Docker-Content-Digest"] == DIGEST
    assert answer.headers["Content-Length"] == "0"
    assert pulled(alice, DIGEST) == CONTENT
    assert not Upload.objects.exists()


def test_a_post_with_a_wrong_digest_stores_nothing(alice):
    answer = alice("POST", f"{UPLOADS}?digest={WRONG}", CONTENT)

    assert (answer.status, answer.codes) == (400, ["DIGEST_INVALID"])
    assert DIGEST in answer.message
    assert not Blob.objects.exists()
    assert not Upload.objects.exists()


def test_a_post_with_a_digest_and_no_body_begins_an_upload(alice):
    answer = alice("POST", f"{UPLOADS}?digest={DIGEST}")

    assert answer.status == 202
    assert alice.finish(answer.location, CONTENT, digest=DIGEST).status == 201


@pytest.mark.parametrize(
    "digest", ["sha256:abc", "md5:" + "a" * 32, "%00", "9" * 30, "sha256:" + "A" * 64]
)
def test_a_post_with_no_digest_in_it_is_refused(alice, digest):
    answer = alice("POST", f"{UPLOADS}?digest={digest}", CONTENT)

    assert (answer.status, answer.codes) == (400, ["DIGEST_INVALID"])


@pytest.mark.parametrize("body", [CONTENT, [CONTENT]], ids=["length", "chunks"])
def test_it_takes_a_blob_in_post_and_put(alice, body):
    answer = alice.finish(alice.start("alice/app"), body, digest=DIGEST)

    assert answer.status == 201
    assert answer.location == f"/v2/alice/app/blobs/{DIGEST}"
    assert answer.headers["Docker-Content-Digest"] == DIGEST
    assert pulled(alice, DIGEST) == CONTENT


def test_it_takes_a_blob_again(alice):
    for _ in range(2):
        assert alice.push_blob("alice/app", CONTENT) == DIGEST

    assert Blob.objects.count() == 1
    assert pulled(alice, DIGEST) == CONTENT


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
@pytest.mark.parametrize("body", [None, b"", []], ids=["none", "length", "chunks"])
def test_it_takes_a_blob_of_nothing(alice, body, algorithm):
    nothing = digests.of(b"", algorithm)

    by_post = alice("POST", f"{UPLOADS}?digest={nothing}", body)
    by_put = alice.finish(alice.start("alice/app"), body, digest=nothing)

    assert (by_post.status, by_put.status) == (201, 201)
    assert pulled(alice, nothing) == b""


def test_it_takes_another_algorithm(alice):
    digest = digests.of(CONTENT, "sha512")

    at_once = alice("POST", f"{UPLOADS}?digest={digest}", CONTENT)
    location = alice.start("alice/app")
    in_part = alice("PATCH", location, CONTENT[:20])
    at_last = alice.finish(in_part.location, CONTENT[20:], digest=digest)

    assert (at_once.status, at_last.status) == (201, 201)
    assert at_last.headers["Docker-Content-Digest"] == digest
    assert pulled(alice, digest) == CONTENT


def test_another_algorithm_is_verified_after_a_patch_too(alice):
    location = alice("PATCH", alice.start("alice/app"), CONTENT[:20]).location

    answer = alice.finish(location, b"other", digest=digests.of(CONTENT, "sha512"))

    assert (answer.status, answer.codes) == (400, ["DIGEST_INVALID"])


def test_a_wrong_digest_leaves_the_upload_as_it_was(alice):
    location = alice("PATCH", alice.start("alice/app"), CONTENT[:10]).location

    answer = alice.finish(location, CONTENT[10:], digest=WRONG)

    assert (answer.status, answer.codes) == (400, ["DIGEST_INVALID"])
    assert not Blob.objects.exists()
    assert stands_at(alice, location) == "0-9"
    assert alice.finish(location, CONTENT[10:], digest=DIGEST).status == 201
    assert pulled(alice, DIGEST) == CONTENT


@pytest.mark.parametrize(
    "query", ["", "?digest=", "?digest=sha256:1", "?digest=%00", "?digest=" + "9" * 30]
)
def test_no_digest_leaves_the_upload_as_it_was(alice, query):
    location = alice("PATCH", alice.start("alice/app"), CONTENT).location

    answer = alice("PUT", f"{location}{query}")

    assert (answer.status, answer.codes) == (400, ["DIGEST_INVALID"])
    assert alice.finish(location, digest=DIGEST).status == 201


# In pieces


def test_it_takes_a_stream_without_length_and_without_range(alice):
    """As docker and podman send it."""
    answer = alice("PATCH", alice.start("alice/app"), [CONTENT[:7], CONTENT[7:]])

    assert answer.status == 202
    assert answer.headers["Range"] == f"0-{len(CONTENT) - 1}"
    assert answer.headers["Content-Length"] == "0"
    assert alice("PUT", f"{answer.location}?_state=kept&digest={DIGEST}").status == 201
    assert pulled(alice, DIGEST) == CONTENT


def test_it_appends_what_comes_without_a_range(alice):
    location = alice.start("alice/app")

    for piece in (CONTENT[:5], [CONTENT[5:9], CONTENT[9:20]], CONTENT[20:]):
        location = alice("PATCH", location, piece).location

    assert alice.finish(location, digest=DIGEST).status == 201
    assert pulled(alice, DIGEST) == CONTENT


@pytest.mark.parametrize("written", ["{}-{}", "bytes {}-{}/*", " {}-{} "])
def test_it_takes_chunks_in_order(alice, written):
    location = alice.start("alice/app")

    for first, last in ((0, 9), (10, 10), (11, len(CONTENT) - 2)):
        piece = CONTENT[first : last + 1]
        answer = alice(
            "PATCH", location, piece, content_range=written.format(first, last)
        )
        assert (answer.status, answer.headers["Range"]) == (202, f"0-{last}")
        location = answer.location

    end = len(CONTENT) - 1
    done = alice.finish(
        location, CONTENT[end:], digest=DIGEST, content_range=f"{end}-{end}"
    )
    assert done.status == 201
    assert pulled(alice, DIGEST) == CONTENT


@pytest.mark.parametrize("first", [0, 5, 9, 11, 1000, 2**63, 10**18])
def test_a_chunk_out_of_order_is_told_where_to_go_on(alice, first):
    location = alice(
        "PATCH", alice.start("alice/app"), CONTENT[:10], content_range="0-9"
    ).location

    answer = alice(
        "PATCH", location, CONTENT[10:], content_range=span(first, CONTENT[10:])
    )

    assert (answer.status, answer.codes) == (416, ["RANGE_INVALID"])
    assert (answer.location, answer.headers["Range"]) == (location, "0-9")
    assert stands_at(alice, location) == "0-9"
    right = alice("PATCH", location, CONTENT[10:], content_range=span(10, CONTENT[10:]))
    assert right.status == 202
    assert alice.finish(location, digest=DIGEST).status == 201


def test_where_to_go_on_is_written_in_one_way(alice):
    """An upload's number can be read in several, one of them with a line's end."""
    location = alice.start("alice/app")
    while not location.rpartition("/")[2].startswith("0"):
        location = alice.start("alice/app")
    uploads, _, number = location.rpartition("/")

    answer = alice(
        "PATCH", f"{uploads}/%0A{number[1:]}", CONTENT, content_range=span(5, CONTENT)
    )

    assert (answer.status, answer.location) == (416, location)


def span(first, content):
    return f"{first}-{first + len(content) - 1}"


def test_a_first_chunk_that_is_not_the_first_is_told_so(alice):
    location = alice.start("alice/app")

    answer = alice("PATCH", location, CONTENT, content_range=span(1, CONTENT))

    assert (answer.status, answer.headers["Range"]) == (416, "0-0")
    assert (
        alice("PATCH", location, CONTENT, content_range=span(0, CONTENT)).status == 202
    )


def test_a_last_chunk_out_of_order_is_told_where_to_go_on(alice):
    location = alice("PATCH", alice.start("alice/app"), CONTENT[:10]).location

    answer = alice.finish(
        location, CONTENT[11:], digest=DIGEST, content_range=span(11, CONTENT[11:])
    )

    assert (answer.status, answer.headers["Range"]) == (416, "0-9")
    right = alice.finish(
        location, CONTENT[10:], digest=DIGEST, content_range=span(10, CONTENT[10:])
    )
    assert right.status == 201


@pytest.mark.parametrize(
    "content_range",
    [
        "0-bar",
        "bar",
        "-",
        "0-",
        "-9",
        "9-0",
        "0--1",
        "0.0-9",
        "0-9,20-29",
        pytest.param("٣-٤", marks=pytest.mark.gunicorn),
        "0-" + "9" * 30,
        "bytes */10",
    ],
)
def test_a_range_that_cannot_be_read_changes_nothing(alice, content_range):
    location = alice.start("alice/app")

    answer = alice("PATCH", location, CONTENT, content_range=content_range.encode())

    assert (answer.status, answer.codes) == (416, ["RANGE_INVALID"])
    assert alice.finish(location, CONTENT, digest=DIGEST).status == 201


@pytest.mark.parametrize("content_range", ["0-9", "0-" + "9" * 19])
@pytest.mark.parametrize("body", [CONTENT, [CONTENT]], ids=["length", "chunks"])
def test_a_range_of_another_length_than_the_body_changes_nothing(
    alice, body, content_range
):
    location = alice.start("alice/app")

    patched = alice("PATCH", location, body, content_range=content_range)
    put = alice.finish(location, body, digest=DIGEST, content_range=content_range)

    for answer in (patched, put):
        assert (answer.status, answer.codes) == (400, ["SIZE_INVALID"])
    assert (
        alice("PATCH", location, CONTENT, content_range=span(0, CONTENT)).status == 202
    )
    assert alice.finish(location, digest=DIGEST).status == 201


def test_it_carries_megabytes_through_many_requests(alice):
    """Larger than a part of a multipart upload, in pieces that are none."""
    content = bytes(range(256)) * 4096 * 21
    location, step = alice.start("alice/app"), 7 * 1024 * 1024

    for first in range(0, len(content), step):
        piece = content[first : first + step]
        location = alice(
            "PATCH", location, piece, content_range=span(first, piece)
        ).location

    digest = digests.of(content)
    assert alice.finish(location, digest=digest).status == 201
    assert pulled(alice, digest) == content


# Status


def test_the_status_of_an_empty_upload(alice):
    answer = alice("GET", location := alice.start("alice/app"))

    assert (answer.status, answer.body) == (204, b"")
    assert (answer.location, answer.headers["Range"]) == (location, "0-0")
    assert answer.headers["Docker-Upload-UUID"] == location.rpartition("/")[2]


def test_the_status_is_the_same_under_every_address_of_the_upload(alice):
    first = alice.start("alice/app")
    alice("PATCH", f"{first}?_state=1", CONTENT[:10])
    alice("PATCH", f"{first}?_state=2&x=%00", CONTENT[10:20])

    for address in (
        first,
        f"{first}?_state=1",
        f"{first}?digest={DIGEST}",
        f"{first}?{'9' * 30}",
    ):
        assert stands_at(alice, address) == "0-19"


def test_the_status_can_be_had_by_head(alice):
    location = alice("PATCH", alice.start("alice/app"), CONTENT).location

    answer = alice("HEAD", location)

    assert (answer.status, answer.headers["Range"]) == (204, f"0-{len(CONTENT) - 1}")


# Ending


def test_a_cancelled_upload_is_gone(alice):
    location = alice("PATCH", alice.start("alice/app"), CONTENT).location

    answer = alice("DELETE", location)

    assert (answer.status, answer.body) == (204, b"")
    assert_gone(alice, location)


def assert_gone(caller, location):
    for method, body in (
        ("GET", None),
        ("PATCH", CONTENT),
        ("PUT", CONTENT),
        ("DELETE", None),
    ):
        answer = caller(method, f"{location}?digest={DIGEST}", body)

        assert (answer.status, answer.codes) == (404, ["BLOB_UPLOAD_UNKNOWN"]), method


def test_a_finished_upload_is_gone(alice):
    location = alice.start("alice/app")
    alice.finish(location, CONTENT, digest=DIGEST)

    assert_gone(alice, location)


def test_an_expired_upload_is_gone(alice):
    location = alice.start("alice/app")
    Upload.objects.update(expires_at=timezone.now())

    assert_gone(alice, location)


@pytest.mark.parametrize(
    "upload_id",
    [
        "0b8f5a5e-6a3e-4c38-9d2b-3f1f0e6a7c11",
        "1",
        "9" * 30,
        "%00",
        "uploads",
        "..",
        "a" * 2000,
        "%C3%A9",
    ],
)
def test_an_upload_nobody_began_is_unknown(alice, upload_id):
    assert_gone(alice, UPLOADS + upload_id)


def test_an_upload_belongs_to_its_repository(world, alice):
    repository("alice/web")
    upload_id = alice.start("alice/app").rpartition("/")[2]

    assert_gone(alice, f"/v2/alice/web/blobs/uploads/{upload_id}")


def test_an_upload_belongs_to_its_person(world, alice, registry):
    assert_gone(registry("bob"), alice.start("alice/app"))


def test_an_upload_is_of_no_use_where_nothing_was_begun(alice):
    answer = alice(
        "PUT", f"/v2/alice/new/blobs/uploads/{uuid.uuid4()}?digest={DIGEST}", CONTENT
    )

    assert (answer.status, answer.codes) == (404, ["NAME_UNKNOWN"])


# Who may, and how much


def test_nobody_else_begins(world, registry):
    for name in ("charlie", ""):
        for path in (
            UPLOADS,
            "/v2/alice/notes/blobs/uploads/",
            "/v2/alice/new/blobs/uploads/",
        ):
            answer = registry(name)("POST", f"{path}?digest={DIGEST}", CONTENT)

            assert (answer.status, answer.codes) == (401, ["UNAUTHORIZED"])
    assert not Upload.objects.exists()
    assert not Blob.objects.exists()


def test_a_blob_over_the_hubs_limit_is_refused(world, registry, start_hub):
    alice = registry("alice", hub=start_hub(HUB_BLOB_BYTES="20"))
    location = alice.start("alice/app")

    answers = [
        alice("PATCH", location, CONTENT),
        alice("PATCH", location, [CONTENT[:10], CONTENT[10:]]),
        alice.finish(location, CONTENT, digest=DIGEST),
        alice("POST", f"{UPLOADS}?digest={DIGEST}", CONTENT),
    ]

    assert [(a.status, a.codes) for a in answers] == [(413, ["DENIED"])] * 4
    assert (
        alice.finish(location, CONTENT[:20], digest=digests.of(CONTENT[:20])).status
        == 201
    )
