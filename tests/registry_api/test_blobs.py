"""Pulling blobs, whole and in part, and letting go of them."""

import json

import pytest

from hub.content.models import Blob
from hub.oci import digests, media_types
from tests.images import Image, descriptor, image
from tests.registry_api.wire import Raw, escaped

CONTENT = bytes(range(256)) * 8
SIZE = len(CONTENT)
DIGEST = digests.of(CONTENT)
PATH = f"/v2/alice/app/blobs/{DIGEST}"
GONE = digests.of(b"gone")


@pytest.fixture
def alice(world, registry):
    """CONTENT is in her public alice/app."""
    alice = registry("alice")
    alice.push_blob("alice/app", CONTENT)
    return alice


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE"])
def test_one_that_is_not_there_is_404(alice, method):
    answer = alice(method, f"/v2/alice/app/blobs/{GONE}")

    assert answer.status == 404
    if method != "HEAD":
        assert answer.codes == ["BLOB_UNKNOWN"]
        assert answer.json["errors"][0]["detail"] == {"digest": GONE}


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE"])
def test_one_that_only_another_repository_has_is_404(alice, method):
    assert alice(method, f"/v2/alice/notes/blobs/{DIGEST}").status == 404


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize(
    "digest",
    [
        "sha256:abc",
        "x",
        "md5:" + "a" * 32,
        "%00",
        "9" * 30,
        "sha256:" + "A" * 64,
        DIGEST + "%0A",
    ],
)
def test_what_is_no_digest_is_refused(alice, method, digest):
    answer = alice(method, f"/v2/alice/app/blobs/{digest}")

    assert (answer.status, answer.codes) == (400, ["DIGEST_INVALID"])


@pytest.mark.parametrize("path", [PATH, PATH.replace(DIGEST, escaped(DIGEST))])
def test_it_is_pulled(alice, path):
    got = alice("GET", path)

    assert (got.status, got.body) == (200, CONTENT)
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert got.headers["Content-Length"] == str(SIZE)
    assert got.headers["Docker-Content-Digest"] == DIGEST
    assert got.headers["Accept-Ranges"] == "bytes"
    assert got.headers["ETag"] == f'"{DIGEST}"'
    assert "Content-Encoding" not in got.headers


def test_head_says_what_get_does(alice):
    got, head = alice("GET", PATH), alice("HEAD", PATH)

    for answer in (got, head):
        del answer.headers["Date"], answer.headers["X-Request-Id"]
    assert (head.status, head.body) == (200, b"")
    assert sorted(head.headers.items()) == sorted(got.headers.items())


def test_no_cache_in_between_may_keep_it(alice):
    assert "private" in alice("GET", PATH).headers["Cache-Control"]


def test_it_is_pulled_by_nobody_in_particular(alice, registry):
    assert registry()("GET", PATH).body == CONTENT


def test_it_is_never_compressed(alice):
    got = alice("GET", PATH, accept_encoding="gzip, zstd, deflate, br")

    assert (got.body, got.headers.get("Content-Encoding")) == (CONTENT, None)


# In part


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=500-1499", 500, 1499),
        ("bytes=0-0", 0, 0),
        ("bytes=100-", 100, SIZE - 1),
        ("bytes=-100", SIZE - 100, SIZE - 1),
        (f"bytes=-{SIZE + 1}", 0, SIZE - 1),
        (f"bytes=100-{SIZE + 100}", 100, SIZE - 1),
        ("bytes=0-" + "9" * 19, 0, SIZE - 1),
        ("bytes= 5 - 9", 5, 9),
    ],
)
def test_it_is_pulled_in_part(alice, asked, first, last):
    got = alice("GET", PATH, range=asked)

    assert (got.status, got.body) == (206, CONTENT[first : last + 1])
    assert got.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert got.headers["Content-Length"] == str(last - first + 1)
    assert got.headers["Docker-Content-Digest"] == DIGEST


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=500-0",
        f"bytes={SIZE}-",
        f"bytes={SIZE}-{SIZE + 1}",
        "bytes=-0",
        "bytes=" + "9" * 19 + "-",
    ],
)
def test_a_part_that_is_not_there_is_416(alice, asked):
    got = alice("GET", PATH, range=asked)

    assert (got.status, got.codes) == (416, ["RANGE_INVALID"])
    assert got.headers["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=0-9,20-29",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "items=0-9",
        "0-9",
        "bytes=0-" + "9" * 30,
        "\xff",
    ],
)
def test_another_range_is_answered_with_the_whole(alice, asked):
    got = alice("GET", PATH, range=asked)

    assert (got.status, got.body) == (200, CONTENT)


def test_head_has_no_part(alice):
    head = alice("HEAD", PATH, range="bytes=0-9")

    assert (head.status, head.headers["Content-Length"]) == (200, str(SIZE))


@pytest.mark.parametrize("asked", ["bytes=0-", "bytes=0-0", "bytes=-1"])
def test_nothing_has_no_part(alice, asked):
    digest = alice.push_blob("alice/app", b"")

    whole = alice("GET", f"/v2/alice/app/blobs/{digest}")
    part = alice("GET", f"/v2/alice/app/blobs/{digest}", range=asked)

    assert (whole.status, whole.body, whole.headers["Content-Length"]) == (
        200,
        b"",
        "0",
    )
    assert (part.status, part.headers["Content-Range"]) == (416, "bytes */0")


def test_a_pull_that_was_cut_goes_on_where_it_broke(alice):
    content = bytes(range(256)) * 4096 * 9
    path = f"/v2/alice/app/blobs/{alice.push_blob('alice/app', content)}"
    at = 5 * 1024 * 1024 + 3

    rest = alice("GET", path, range=f"bytes={at}-")

    assert (rest.status, rest.body) == (206, content[at:])


@pytest.mark.parametrize("condition", [f'"{DIGEST}"', DIGEST])
def test_a_part_of_these_very_bytes(alice, condition):
    got = alice("GET", PATH, range="bytes=0-9", if_range=condition)

    assert (got.status, got.body) == (206, CONTENT[:10])


@pytest.mark.parametrize(
    "condition",
    [
        f'"{GONE}"',
        f'W/"{DIGEST}"',
        "Wed, 21 Oct 2015 07:28:00 GMT",
        "x",
        pytest.param("\xff", marks=pytest.mark.gunicorn),
    ],
)
def test_a_part_of_other_bytes_is_answered_with_the_whole(alice, condition):
    got = alice("GET", PATH, range="bytes=0-9", if_range=condition)

    assert (got.status, got.body) == (200, CONTENT)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("written", ['"{}"', "{}", 'W/"{}"', "*"])
def test_who_has_it_already_is_told_so(alice, written, method):
    got = alice(method, PATH, if_none_match=written.format(DIGEST))

    assert (got.status, got.body) == (304, b"")
    # RFC 9110, 8.6: that of the 200 answer, or none.
    assert got.headers.get("Content-Length") != "0"
    assert got.headers["ETag"] == f'"{DIGEST}"'


# Let go


def test_it_is_deleted(alice):
    answer = alice("DELETE", PATH)

    assert (answer.status, answer.body, answer.headers["Content-Length"]) == (
        202,
        b"",
        "0",
    )
    for method in ("GET", "HEAD", "DELETE"):
        assert alice(method, PATH).status == 404


def test_another_repository_keeps_it(alice):
    alice.push_blob("alice/notes", CONTENT)

    alice("DELETE", PATH)

    assert alice("GET", f"/v2/alice/notes/blobs/{DIGEST}").body == CONTENT


def test_a_deleted_one_may_be_pushed_again(alice):
    alice("DELETE", PATH)

    alice.push_blob("alice/app", CONTENT)

    assert alice("GET", PATH).body == CONTENT


def test_one_that_a_manifest_needs_is_not_deleted(alice):
    one = image()
    alice.push("alice/app", one, tag="1.0")

    for content in one.blobs:
        answer = alice("DELETE", f"/v2/alice/app/blobs/{digests.of(content)}")
        assert (answer.status, answer.codes) == (405, ["UNSUPPORTED"])
        assert answer.headers["Allow"] == "GET, HEAD"

    alice("DELETE", f"/v2/alice/app/manifests/{one.digest}")
    for content in one.blobs:
        assert (
            alice("DELETE", f"/v2/alice/app/blobs/{digests.of(content)}").status == 202
        )


def test_one_that_an_index_lists_is_not_deleted(alice):
    """As buildkit's caches do."""
    child = descriptor(CONTENT, "application/vnd.oci.image.layer.v1.tar+gzip")
    content = json.dumps({"schemaVersion": 2, "manifests": [child]}).encode()
    cache = Image(content, media_types.OCI_INDEX)
    alice.put_manifest("alice/app", cache, "cache")

    answer = alice("DELETE", PATH)

    assert (answer.status, answer.codes) == (405, ["UNSUPPORTED"])
    assert alice("GET", PATH).body == CONTENT
    alice("DELETE", f"/v2/alice/app/manifests/{cache.digest}")
    assert alice("DELETE", PATH).status == 202


def test_who_may_push_may_not_delete(alice, registry):
    assert registry("bob")("DELETE", PATH).status == 401
    assert alice("GET", PATH).status == 200


def test_a_blob_whose_bytes_are_gone_is_an_error_in_json(alice):
    Blob.objects.update(storage_key="blobs/sha256/00/" + "0" * 64)

    with Raw(alice.hub) as connection:
        connection.begin("GET", PATH, token=alice.token_for(PATH))
        answer = connection.answer("GET", PATH)

    assert (answer.status, answer.codes) == (500, ["UNKNOWN"])
