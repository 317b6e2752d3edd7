"""What is no image: stored as it came, given back as it came, and found beside what it is about."""

import pytest

from hub.content.models import Manifest
from hub.oci import digests
from tests.artifacts import OTHERS, SUBJECT
from tests.images import image, index

MANIFESTS = "/v2/alice/app/manifests/"
ARTIFACTS = {name: one for name, (one, _) in OTHERS.items()}
REFERRERS = {
    name: one for name, one in ARTIFACTS.items() if b'"subject"' in one.manifest
}


@pytest.fixture
def alice(world, registry):
    return registry("alice")


@pytest.mark.parametrize("one", ARTIFACTS.values(), ids=ARTIFACTS.keys())
def test_it_comes_back_as_it_went(alice, one):
    alice.push("alice/app", one, tag="1.0")

    for reference in ("1.0", one.digest):
        got, head = (alice(m, MANIFESTS + reference) for m in ("GET", "HEAD"))
        assert (got.status, got.body) == (200, one.manifest)
        for answer in (got, head):
            assert answer.headers["Content-Type"] == one.media_type
            assert answer.headers["Docker-Content-Digest"] == one.digest
            assert answer.headers["Content-Length"] == str(len(one.manifest))
    for content in one.blobs:
        blob = alice("GET", f"/v2/alice/app/blobs/{digests.of(content)}")
        assert blob.body == content


@pytest.mark.parametrize("one", ARTIFACTS.values(), ids=ARTIFACTS.keys())
def test_it_needs_its_blobs_like_an_image(alice, one):
    answer = alice.put_manifest("alice/app", one, "1.0")

    assert answer.status == 400
    assert set(answer.codes) == {"MANIFEST_BLOB_UNKNOWN"}
    assert not Manifest.objects.exists()


@pytest.mark.parametrize("one", REFERRERS.values(), ids=REFERRERS.keys())
def test_it_is_found_by_what_it_is_about(alice, one):
    alice.push("alice/app", SUBJECT, tag="1.0")

    for content in one.blobs:
        alice.push_blob("alice/app", content)
    answer = alice.put_manifest("alice/app", one, one.digest)

    assert answer.headers["OCI-Subject"] == SUBJECT.digest
    found = alice("GET", f"/v2/alice/app/referrers/{SUBJECT.digest}").json["manifests"]
    assert [entry["digest"] for entry in found] == [one.digest]


def test_all_of_them_are_found_together(alice):
    for one in REFERRERS.values():
        alice.push("alice/app", one)

    found = alice("GET", f"/v2/alice/app/referrers/{SUBJECT.digest}").json["manifests"]

    assert {e["digest"] for e in found} == {one.digest for one in REFERRERS.values()}


@pytest.mark.parametrize("ending", [".sig", ".att", ".sbom", ""])
def test_cosign_finds_them_by_a_tag(alice, ending):
    tag = SUBJECT.digest.replace(":", "-") + ending
    signature = ARTIFACTS["cosign signature"]
    alice.push("alice/app", SUBJECT, tag="1.0")

    assert alice("HEAD", MANIFESTS + tag).status == 404
    alice.push("alice/app", signature, tag=tag)

    assert alice("GET", MANIFESTS + tag).body == signature.manifest
    assert alice("GET", "/v2/alice/app/tags/list").json["tags"] == ["1.0", tag]


def test_what_buildx_attests_is_pulled_with_the_image(alice):
    both = index(image("amd64"), image("arm64", platform="linux/arm64"), attestations=2)
    alice.push("alice/app", both, tag="1.0")

    assert alice("GET", f"{MANIFESTS}1.0").body == both.manifest
    for child in both.children:
        assert alice("GET", MANIFESTS + child.digest).body == child.manifest
