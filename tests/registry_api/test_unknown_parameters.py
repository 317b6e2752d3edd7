"""Clients send what other registries want to know; here it is passed over."""

import pytest

from hub.oci import digests
from tests.images import image

ONE = image()
LAYER = ONE.blobs[1]
V2 = "/v2/alice/app"
# containerd names the registry it believes to be behind a mirror, crane where a mount comes from.
UNKNOWN = "ns=docker.io&origin=quay.io&_state=%00&format=html&x=1&x=2&%00&tags=a"


@pytest.fixture
def alice(world, registry):
    alice = registry("alice")
    alice.push("alice/app", ONE, tag="1.0")
    return alice


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "path",
    [
        "/v2/",
        "/v2/_catalog",
        f"{V2}/manifests/1.0",
        f"{V2}/manifests/{ONE.digest}",
        f"{V2}/blobs/{digests.of(LAYER)}",
        f"{V2}/tags/list",
        f"{V2}/referrers/{ONE.digest}",
    ],
)
def test_a_question_is_answered_as_without_them(alice, method, path):
    plain, asked = alice(method, path), alice(method, f"{path}?{UNKNOWN}")

    assert (asked.status, asked.body) == (plain.status, plain.body) == (200, plain.body)


def test_a_push_goes_as_without_them(alice):
    begun = alice("POST", f"{V2}/blobs/uploads/?{UNKNOWN}")
    patched = alice("PATCH", f"{begun.location}?{UNKNOWN}", LAYER[:3])
    status = alice("GET", f"{begun.location}?{UNKNOWN}&digest=sha256:x")
    digest = digests.of(LAYER)
    done = alice("PUT", f"{begun.location}?{UNKNOWN}&digest={digest}", LAYER[3:])
    at_once = alice("POST", f"{V2}/blobs/uploads/?{UNKNOWN}&digest={digest}", LAYER)
    mounted = alice(
        "POST", f"{V2}/blobs/uploads/?{UNKNOWN}&mount={digest}&from=alice/app"
    )
    other = image("other")
    for content in other.blobs:
        alice.push_blob("alice/app", content)
    put = alice.put_manifest("alice/app", other, f"1.1?{UNKNOWN}")
    cancelled = alice("DELETE", f"{alice.start('alice/app')}?{UNKNOWN}")
    deleted = alice("DELETE", f"{V2}/manifests/1.1?{UNKNOWN}")

    answers = [begun, patched, status, done, at_once, mounted, put, cancelled, deleted]
    assert [answer.status for answer in answers] == [
        *(202, 202, 204, 201, 201, 201, 201, 204, 202)
    ]
    assert "OCI-Tag" not in put.headers
