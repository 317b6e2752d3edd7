"""Manifests that refer to another one: signatures, SBOMs, attestations."""

import json
import re

import pytest

from hub.content.models import Manifest
from hub.oci import digests, media_types
from tests.images import CONFIG, Image, artifact, descriptor, image

MIB = 1024 * 1024
SUBJECT = image("subject")
SBOM = "application/vnd.example.sbom.v1+json"
SIGNATURE = "application/vnd.example.signature"


@pytest.fixture
def alice(world, registry):
    return registry("alice")


def path(subject=SUBJECT.digest, name="alice/app"):
    return f"/v2/{name}/referrers/{subject}"


def listed(caller, address=None):
    answer = caller("GET", address or path())
    assert answer.status == 200, answer
    assert answer.headers["Content-Type"] == media_types.OCI_INDEX
    assert {k: v for k, v in answer.json.items() if k != "manifests"} == {
        "schemaVersion": 2,
        "mediaType": media_types.OCI_INDEX,
    }
    return answer.json["manifests"]


@pytest.mark.parametrize(
    "digest",
    ["sha256:abc", "1.0", "%00", "9" * 30, "sha256:" + "A" * 64, "md5:" + "a" * 32],
)
def test_what_is_no_digest_is_refused(alice, digest):
    answer = alice("GET", path(digest))

    assert (answer.status, answer.codes) == (400, ["DIGEST_INVALID"])


@pytest.mark.parametrize(
    "digest", [SUBJECT.digest, digests.of(b"gone"), digests.of(b"x", "sha512")]
)
@pytest.mark.parametrize("name", ["alice/app", "alice/new"])
def test_nothing_refers_to_it(alice, digest, name):
    assert listed(alice, path(digest, name)) == []


def test_nobody_else_reads_what_refers_to_a_private_one(alice, registry):
    alice.push("alice/notes", artifact(SBOM, subject=SUBJECT))

    for name in ("charlie", ""):
        assert registry(name)("GET", path(name="alice/notes")).status == 401


def test_what_refers_to_it_is_described(alice):
    sbom = artifact(SBOM, subject=SUBJECT, annotations={"org.example.a": "ä", "b": ""})
    alice.push("alice/app", sbom)

    assert listed(alice) == [
        {
            "mediaType": media_types.OCI_MANIFEST,
            "digest": sbom.digest,
            "size": len(sbom.manifest),
            "artifactType": SBOM,
            "annotations": {"org.example.a": "ä", "b": ""},
        }
    ]


def test_an_image_without_artifact_type_has_its_configs(alice):
    alice.push("alice/app", image("signed", subject=SUBJECT))

    assert [entry["artifactType"] for entry in listed(alice)] == [CONFIG]


def test_an_index_refers_too_and_may_have_no_type(alice):
    content = json.dumps(
        {
            "schemaVersion": 2,
            "mediaType": media_types.OCI_INDEX,
            "manifests": [],
            "subject": descriptor(SUBJECT.manifest, SUBJECT.media_type),
        }
    ).encode()
    answer = alice.put_manifest(
        "alice/app", Image(content, media_types.OCI_INDEX), "1.0"
    )

    assert answer.headers["OCI-Subject"] == SUBJECT.digest
    [entry] = listed(alice)
    assert "artifactType" not in entry


@pytest.mark.parametrize(
    "written", [SBOM, SBOM.replace("+", "%2B"), SBOM.replace("/", "%2F")]
)
def test_only_those_of_a_type_are_listed(alice, written):
    alice.push("alice/app", artifact(SBOM, subject=SUBJECT))
    alice.push("alice/app", artifact(SIGNATURE, subject=SUBJECT))

    answer = alice("GET", f"{path()}?artifactType={written}")

    assert [entry["artifactType"] for entry in answer.json["manifests"]] == [SBOM]
    assert answer.headers["OCI-Filters-Applied"] == "artifactType"


def test_all_of_them_are_listed_without_a_type(alice):
    for kind in (SBOM, SIGNATURE):
        alice.push("alice/app", artifact(kind, subject=SUBJECT))

    answer = alice("GET", path())

    assert [entry["artifactType"] for entry in answer.json["manifests"]] == [
        SBOM,
        SIGNATURE,
    ]
    assert "OCI-Filters-Applied" not in answer.headers


@pytest.mark.parametrize("kind", ["%00", "a%00b", "9" * 30, "a" * 3000, "%ff"])
def test_an_odd_type_lists_nothing(alice, kind):
    alice.push("alice/app", artifact(SBOM, subject=SUBJECT))

    assert listed(alice, f"{path()}?artifactType={kind}") == []


def test_another_repositorys_are_not_listed(alice):
    alice.push("alice/notes", artifact(SBOM, subject=SUBJECT))

    assert listed(alice) == []


def test_a_deleted_one_is_not_listed(alice):
    sbom = artifact(SBOM, subject=SUBJECT)
    alice.push("alice/app", sbom)

    alice("DELETE", f"/v2/alice/app/manifests/{sbom.digest}")

    assert listed(alice) == []


def test_more_than_a_page_holds_are_linked_on(alice):
    alice.push("alice/app", artifact(SBOM, subject=SUBJECT))
    first = Manifest.objects.get()
    for number in range(2, 2002):
        first.pk, first.digest = None, f"sha256:{number:064x}"
        first.artifact_type = SIGNATURE if number % 2 else SBOM
        first._state.adding = True
        Manifest.objects.bulk_create([first])

    for query, sizes in (
        ("", [1000, 1000, 1]),
        (f"?artifactType={SBOM.replace('+', '%2B')}", [1000, 1]),
    ):
        found = list(pages(alice, path() + query))

        assert [len(page.json["manifests"]) for page in found] == sizes
        assert len({digest for page in found for digest in digests_in(page)}) == sum(
            sizes
        )
        assert {page.headers["OCI-Filters-Applied"] for page in found} == {
            "artifactType" if query else None
        }


def pages(caller, address):
    """Each answer, following the links as a client does."""
    while address:
        answer = caller("GET", address)
        assert answer.status == 200, answer
        assert answer.headers["Content-Type"] == media_types.OCI_INDEX
        yield answer
        link = re.fullmatch('<(/v2/.+)>; rel="next"', answer.headers["Link"] or "")
        address = link and link[1]


def digests_in(answer):
    return [entry["digest"] for entry in answer.json["manifests"]]


@pytest.mark.parametrize("letter", ["A", "ä", '"', "\U0001f6a2"])
def test_no_page_is_longer_than_clients_read(alice, letter):
    """Their annotations are longer than one answer, and every one of them is said."""
    sizes = [MIB, 3 * MIB, 3 * MIB, MIB // 2]
    width = len(json.dumps(letter, ensure_ascii=False).encode()) - 2
    said = {}
    for number, size in enumerate(sizes):
        words = letter * (size // width)
        content = sbom_saying({"words": words, "number": str(number)})
        alice.push("alice/app", content)
        said[content.digest] = words

    found = list(pages(alice, path()))

    assert len(found) > 1
    assert max(len(page.body) for page in found) <= 4 * MIB
    listed = [entry for page in found for entry in page.json["manifests"]]
    assert {e["digest"]: e["annotations"]["words"] for e in listed} == said
    assert len(listed) == len(sizes)


def sbom_saying(annotations):
    """Written as Go writes it: in UTF-8, with no space."""
    document = json.loads(artifact(SBOM, subject=SUBJECT).manifest)
    content = json.dumps(
        document | {"annotations": annotations},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return Image(content.encode(), media_types.OCI_MANIFEST, artifact(SBOM).blobs)


def test_one_that_fills_a_page_alone_is_listed(alice):
    for number in range(2):
        words = "A" * (4 * MIB - 2000)
        alice.push("alice/app", sbom_saying({"words": words, "number": str(number)}))

    assert [len(page.json["manifests"]) for page in pages(alice, path())] == [1, 1]


# Clients that do not know of the API keep an index of their own, under a tag


def fallback_of(subject, *entries):
    content = json.dumps(
        {
            "schemaVersion": 2,
            "mediaType": media_types.OCI_INDEX,
            "manifests": [
                descriptor(one.manifest, one.media_type) | {"artifactType": kind}
                for one, kind in entries
            ],
        }
    ).encode()
    return subject.digest.replace(":", "-"), Image(content, media_types.OCI_INDEX)


def test_what_a_fallback_tag_lists_is_listed(alice):
    sbom, signature = (artifact(k, subject=SUBJECT) for k in (SBOM, SIGNATURE))
    alice.push("alice/app", SUBJECT, tag="1.0")
    for known in ([(sbom, SBOM)], [(sbom, SBOM), (signature, SIGNATURE)]):
        alice.push("alice/app", known[-1][0])
        tag, index = fallback_of(SUBJECT, *known)

        assert alice.put_manifest("alice/app", index, tag).status == 201
        assert alice("GET", f"/v2/alice/app/manifests/{tag}").body == index.manifest
        assert {e["digest"] for e in listed(alice)} == {one.digest for one, _ in known}
        assert len(listed(alice)) == len(known)


def test_a_fallback_tag_is_cleared_away_like_any(alice):
    """As a client does that deletes a referrer: a shorter index, then the referrer, or the other way round."""
    one, two = (artifact(kind, subject=SUBJECT) for kind in (SBOM, SIGNATURE))
    for each in (one, two):
        alice.push("alice/app", each)
    tag, index = fallback_of(SUBJECT, (one, SBOM), (two, SIGNATURE))
    alice.put_manifest("alice/app", index, tag)
    _, shorter = fallback_of(SUBJECT, (two, SIGNATURE))

    assert alice.put_manifest("alice/app", shorter, tag).status == 201
    assert alice("DELETE", f"/v2/alice/app/manifests/{one.digest}").status == 202
    assert [entry["digest"] for entry in listed(alice)] == [two.digest]
    assert alice("DELETE", f"/v2/alice/app/manifests/{two.digest}").status == 202
    assert alice("DELETE", f"/v2/alice/app/manifests/{tag}").status == 202
    assert listed(alice) == []
