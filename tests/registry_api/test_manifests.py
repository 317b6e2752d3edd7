"""Manifests on the wire: what is taken, what is given back, and what each refusal says."""

import json

import pytest

from hub.content.models import Manifest, ManifestContent, Tag
from hub.oci import digests, media_types
from tests.images import (
    CONFIG,
    Image,
    artifact,
    build,
    descriptor,
    image,
    index,
)
from tests.registry_api.wire import escaped

MIB = 1024 * 1024
PATH = "/v2/alice/app/manifests/"
SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+prettyjws"
ONE = image("one")


@pytest.fixture
def alice(world, registry):
    return registry("alice")


@pytest.fixture
def pushed(alice):
    """ONE is there under 1.0."""
    alice.push("alice/app", ONE, tag="1.0")
    return alice


def with_blobs(caller, one, name="alice/app"):
    for content in one.blobs:
        caller.push_blob(name, content)
    return one


def document(one=ONE, **changes):
    return json.dumps(json.loads(one.manifest) | changes).encode()


def put(
    caller,
    content,
    reference="1.0",
    *,
    content_type=media_types.OCI_MANIFEST,
    name="alice/app",
):
    headers = {"content_type": content_type} if content_type else {}
    return caller("PUT", f"/v2/{name}/manifests/{reference}", content, **headers)


# Refused when pushed


REFUSED = {
    "nothing": b"",
    "no JSON": b"not json",
    "half of it": ONE.manifest[:-1],
    "a list": b"[]",
    "a key twice": ONE.manifest[:-1] + b', "layers": []}',
    "a key in another case": document(Layers=[]),
    "NaN": ONE.manifest[:-1] + b', "x": NaN}',
    "10**30": document(x=10**30),
    "a deep one": ONE.manifest[:-1] + b', "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "schema 1": document(schemaVersion=1),
    "another type inside": document(mediaType=media_types.DOCKER_MANIFEST),
    "manifests beside layers": document(manifests=[]),
    "a size of 1.0": document(layers=[descriptor(b"x", "x") | {"size": 1.0}]),
    "a size of 2**63": document(layers=[descriptor(b"x", "x") | {"size": 2**63}]),
    "a NUL": document(annotations={"a": "\x00"}),
    "half a character": document(annotations={"a": "\ud800"}),
    "no UTF-8": ONE.manifest.replace(b"layer", b"\xff\xfe", 1),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_it_refuses(alice, content):
    with_blobs(alice, ONE)

    by_tag = put(alice, content)
    by_digest = put(alice, content, digests.of(content))

    assert (by_tag.status, by_tag.codes) == (400, ["MANIFEST_INVALID"])
    assert (by_digest.status, by_digest.codes) == (400, ["MANIFEST_INVALID"])
    assert not Manifest.objects.exists()


@pytest.mark.parametrize(
    "content_type",
    [
        SCHEMA_1,
        "application/json",
        "application/octet-stream",
        "text/html",
        media_types.OCI_INDEX,
        pytest.param("\xff", marks=pytest.mark.gunicorn),
        "x" * 9000,
    ],
)
def test_it_refuses_the_content_type(alice, content_type):
    with_blobs(alice, ONE)

    answer = put(alice, ONE.manifest, content_type=content_type)

    assert (answer.status, answer.codes) == (400, ["MANIFEST_INVALID"])


@pytest.mark.parametrize(
    "body", [bytes, lambda content: [content]], ids=["length", "chunks"]
)
def test_it_refuses_more_than_4_mib(alice, body):
    answer = put(alice, body(b" " * (4 * MIB + 1)))

    assert (answer.status, answer.codes) == (413, ["MANIFEST_INVALID"])


@pytest.mark.parametrize(
    "body", [bytes, lambda content: [content]], ids=["length", "chunks"]
)
def test_it_takes_4_mib(alice, body):
    content = with_blobs(alice, ONE).manifest.ljust(4 * MIB)

    assert put(alice, body(content)).status == 201
    assert alice("GET", f"{PATH}1.0").body == content


def test_it_names_every_layer_that_is_missing(alice):
    alice.push_blob("alice/app", ONE.blobs[0])
    one = build(ONE.blobs[0], "x", [b"first", b"second", b"first"])

    answer = put(alice, one.manifest)

    missing = {digests.of(b"first"), digests.of(b"second")}
    assert (answer.status, answer.codes) == (400, ["MANIFEST_BLOB_UNKNOWN"] * 2)
    assert {error["detail"]["digest"] for error in answer.json["errors"]} == missing
    assert not Manifest.objects.exists()


def test_it_names_thirty_thousand_layers_that_are_missing(alice):
    layers = [{"digest": f"sha256:{n:064x}", "size": 1} for n in range(35_000)]

    answer = put(alice, document(layers=layers))

    assert (answer.status, len(answer.codes)) == (400, 35_001)


def test_a_layer_of_another_repository_is_missing(alice):
    with_blobs(alice, ONE, "alice/notes")

    answer = put(alice, ONE.manifest)

    assert (answer.status, answer.codes) == (400, ["MANIFEST_BLOB_UNKNOWN"] * 2)


def test_it_names_every_child_that_is_missing(alice):
    alice.push("alice/app", ONE)
    both = index(ONE, image("two", platform="linux/arm64"))

    answer = put(alice, both.manifest, content_type=both.media_type)

    assert (answer.status, answer.codes) == (400, ["MANIFEST_BLOB_UNKNOWN"])
    assert answer.json["errors"][0]["detail"]["digest"] == both.children[1].digest


@pytest.mark.parametrize(
    "reference", [digests.of(b"other"), digests.of(b"other", "sha512")]
)
def test_it_refuses_bytes_of_another_digest(alice, reference):
    with_blobs(alice, ONE)

    answer = put(alice, ONE.manifest, reference)

    assert (answer.status, answer.codes) == (400, ["DIGEST_INVALID"])
    assert answer.json["errors"][0]["detail"] == {"digest": reference}


@pytest.mark.parametrize(
    "reference",
    ["sha256:abc", "md5:" + "a" * 32, ":", "a:b", "sha256:" + "A" * 64, ":%00"],
)
def test_it_refuses_what_is_no_digest(alice, reference):
    with_blobs(alice, ONE)
    answers = [put(alice, ONE.manifest, reference)]
    answers += [alice(method, PATH + reference) for method in ("GET", "DELETE")]

    assert [(a.status, a.codes) for a in answers] == [(400, ["DIGEST_INVALID"])] * 3
    assert alice("HEAD", PATH + reference).status == 400


NO_TAGS = [
    "a" * 129,
    ".a",
    "-a",
    "a%20b",
    "%C3%A9",
    "a%0A",
    "%00",
    "1.0%00",
    "a+b",
    "a@b",
    "%5C",
]


@pytest.mark.parametrize("reference", NO_TAGS)
def test_it_refuses_what_is_no_tag(alice, reference):
    with_blobs(alice, ONE)

    answer = put(alice, ONE.manifest, reference)

    assert (answer.status, answer.codes) == (400, ["TAG_INVALID"])


@pytest.mark.parametrize("reference", [*NO_TAGS, "gone", digests.of(b"gone"), "9" * 30])
def test_what_is_not_there_is_404(pushed, reference):
    for method in ("GET", "DELETE"):
        answer = pushed(method, PATH + reference)
        assert (answer.status, answer.codes) == (404, ["MANIFEST_UNKNOWN"]), method
    assert pushed("HEAD", PATH + reference).status == 404


def test_what_only_another_repository_has_is_404(pushed):
    answer = pushed("GET", f"/v2/alice/notes/manifests/{ONE.digest}")

    assert (answer.status, answer.codes) == (404, ["MANIFEST_UNKNOWN"])


def test_a_name_of_mine_that_nobody_pushed_to_is_404(alice):
    answer = alice("GET", "/v2/alice/new/manifests/1.0")

    assert (answer.status, answer.codes) == (404, ["NAME_UNKNOWN"])
    assert answer.json["errors"][0]["detail"] == {"name": "alice/new"}


def test_nobody_else_pushes(world, registry):
    for name in ("charlie", ""):
        for repository in ("alice/app", "alice/notes", "alice/new"):
            answer = put(registry(name), ONE.manifest, name=repository)

            assert (answer.status, answer.codes) == (401, ["UNAUTHORIZED"])
    assert not Manifest.objects.exists()


def test_who_may_push_may_not_delete(pushed, registry):
    bob = registry("bob")

    for reference in ("1.0", ONE.digest):
        answer = bob("DELETE", PATH + reference)

        assert answer.status == 401
        assert "bob may not delete in alice/app" in answer.message
    assert Tag.objects.count() == Manifest.objects.count() == 1


# Pushed


def test_it_is_pushed_by_tag(alice):
    answer = put(alice, with_blobs(alice, ONE).manifest)

    assert (answer.status, answer.body) == (201, b"")
    assert answer.location == PATH + ONE.digest
    assert answer.headers["Docker-Content-Digest"] == ONE.digest
    assert answer.headers["Content-Length"] == "0"
    assert "OCI-Subject" not in answer.headers


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
@pytest.mark.parametrize("write", [str, escaped], ids=["raw", "escaped"])
def test_it_is_pushed_by_digest(alice, algorithm, write):
    content = with_blobs(alice, ONE).manifest
    digest = digests.of(content, algorithm)

    answer = put(alice, content, write(digest))

    assert answer.status == 201
    assert answer.headers["Docker-Content-Digest"] == digest
    got = alice("GET", answer.location)
    assert (got.body, got.headers["Docker-Content-Digest"]) == (content, digest)
    assert not Tag.objects.exists()


@pytest.mark.parametrize(
    "tag", ["latest", "1.0", "_", "A.b-c_d", "x" * 128, "list", "manifests", "9" * 30]
)
def test_it_takes_any_tag(alice, tag):
    assert put(alice, with_blobs(alice, ONE).manifest, tag).status == 201

    assert alice("GET", PATH + tag).body == ONE.manifest


def test_it_makes_the_repository(alice, world):
    with_blobs(alice, image(layers=[]), "alice/new")

    assert alice.put_manifest("alice/new", image(layers=[]), "1.0").status == 201
    assert alice("GET", "/v2/alice/new/tags/list").json == {
        "name": "alice/new",
        "tags": ["1.0"],
    }


def test_it_may_be_pushed_again(pushed):
    for _ in range(2):
        answer = put(pushed, ONE.manifest)

        assert (answer.status, answer.headers["Docker-Content-Digest"]) == (
            201,
            ONE.digest,
        )
    assert Manifest.objects.count() == ManifestContent.objects.count() == 1


def test_many_tags_name_one_manifest(pushed):
    assert put(pushed, ONE.manifest, "latest").status == 201

    assert pushed("GET", f"{PATH}latest").body == pushed("GET", f"{PATH}1.0").body


def test_a_tag_moves_and_what_it_named_stays(pushed):
    two = image("two")
    pushed.push("alice/app", two, tag="1.0")

    assert pushed("GET", f"{PATH}1.0").body == two.manifest
    assert pushed("GET", PATH + ONE.digest).body == ONE.manifest


@pytest.mark.parametrize(
    "content_type",
    [
        f"{media_types.OCI_MANIFEST}; charset=utf-8",
        media_types.OCI_MANIFEST.upper(),
        "",
    ],
)
def test_its_type_is_given_back_bare(alice, content_type):
    put(alice, with_blobs(alice, ONE).manifest, content_type=content_type)

    assert (
        alice("GET", f"{PATH}1.0").headers["Content-Type"] == media_types.OCI_MANIFEST
    )


def test_its_bytes_are_given_back_as_they_were(alice):
    text = json.dumps(
        json.loads(ONE.manifest) | {"annotations": {"ship": "🚢 ä \\u0041"}},
        indent=3,
        ensure_ascii=False,
    )
    content = text.replace("\n", "\r\n").encode() + b"\n\n"
    with_blobs(alice, ONE)

    assert put(alice, [content[:100], content[100:]]).status == 201
    assert alice("GET", f"{PATH}1.0").body == content


def docker_types(one, kind):
    content = json.loads(one.manifest) | {"mediaType": kind}
    return Image(json.dumps(content).encode(), kind, one.blobs, one.children)


LEGAL = {
    "docker's image": docker_types(ONE, media_types.DOCKER_MANIFEST),
    "docker's list": docker_types(index(ONE), media_types.DOCKER_LIST),
    "an index": index(ONE, image("two", platform="linux/arm64/v8"), attestations=2),
    "an index of nothing": index(),
    "an index of an index": index(index(ONE)),
    "an index twice of one child": index(ONE, ONE),
    "an artifact": artifact(),
    "an artifact of nothing": artifact(layers=()),
    "a config that is a layer too": build(
        b"{}", "application/vnd.oci.empty.v1+json", [b"{}"]
    ),
    "a layer of nothing": image(layers=[b""]),
    "a layer twice": image(layers=[b"same", b"same"]),
    "inline data": Image(
        document(layers=[descriptor(ONE.blobs[1], "x") | {"data": "bGF5ZXI="}]),
        media_types.OCI_MANIFEST,
        ONE.blobs,
    ),
    "fields nobody knows": image(
        "odd", com_example={"Layers": [1, {"b": None}]}, x=[], digestX="sha256:?"
    ),
    "a config of any type": build(
        b"config", "application/vnd.buildkit.cacheconfig.v0", [b"x"]
    ),
    "a config that is no JSON": build(b"no JSON", CONFIG, []),
}


@pytest.mark.parametrize("one", LEGAL.values(), ids=LEGAL.keys())
def test_it_takes(alice, one):
    assert alice.push("alice/app", one, tag="1.0") == one.digest

    got = alice("GET", f"{PATH}1.0")
    assert (got.body, got.headers["Content-Type"]) == (one.manifest, one.media_type)


def test_it_takes_an_index_of_blobs(alice):
    """As buildkit writes its cache."""
    layers = [
        alice.push_blob("alice/app", content) for content in (b"first", b"second")
    ]
    children = [{"mediaType": "x", "digest": digest, "size": 5} for digest in layers]
    content = json.dumps({"schemaVersion": 2, "manifests": children}).encode()

    assert put(alice, content, content_type=media_types.OCI_INDEX).status == 201


def test_it_takes_layers_that_are_elsewhere(alice):
    alice.push_blob("alice/app", ONE.blobs[0])
    foreign = descriptor(
        b"x", "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"
    )
    mirrored = descriptor(b"y", "x") | {"urls": ["https://mirror.example/y"]}

    answer = put(alice, document(layers=[foreign, mirrored]))

    assert answer.status == 201


def test_one_with_a_subject_says_that_it_was_understood(alice):
    sbom = artifact("application/vnd.example.sbom", subject=ONE)

    answer = put(alice, with_blobs(alice, sbom).manifest)

    assert (answer.status, answer.headers["OCI-Subject"]) == (201, ONE.digest)


# Pushed with several tags at once (end-7b)


def put_with(caller, tags, reference=ONE.digest, content=ONE.manifest):
    query = "&".join(f"tag={tag}" for tag in tags)
    return put(caller, content, f"{reference}?{query}")


def tags_of(caller):
    return caller("GET", "/v2/alice/app/tags/list").json["tags"]


@pytest.mark.parametrize("tag", [*NO_TAGS, "", ONE.digest])
def test_one_tag_that_is_none_stores_nothing(alice, tag):
    with_blobs(alice, ONE)

    answer = put_with(alice, ["1.0", tag, "latest"])

    assert (answer.status, answer.codes) == (400, ["TAG_INVALID"])
    assert not Manifest.objects.exists()
    assert not Tag.objects.exists()


@pytest.mark.parametrize("tag", ["1.0", "latest", ""])
def test_tags_beside_a_tag_are_refused(alice, tag):
    with_blobs(alice, ONE)

    answer = put_with(alice, [tag], reference="1.0")

    assert (answer.status, answer.codes) == (400, ["TAG_INVALID"])
    assert not Manifest.objects.exists()


def test_bytes_of_another_digest_get_no_tags(pushed):
    answer = put_with(pushed, ["2.0"], reference=digests.of(b"other"))

    assert (answer.status, answer.codes) == (400, ["DIGEST_INVALID"])
    assert tags_of(pushed) == ["1.0"]


@pytest.mark.parametrize("name", ["alice/app", "alice/new"])
def test_more_tags_than_one_request_takes_are_refused(alice, name):
    address = f"{ONE.digest}?" + "&".join(f"tag={n}" for n in range(31))

    answer = put(alice, ONE.manifest, address, name=name)

    assert (answer.status, answer.codes) == (414, ["TAG_INVALID"])
    assert alice("GET", "/v2/alice/new/tags/list").status == 404


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_it_is_pushed_with_several_tags(alice, algorithm):
    content = with_blobs(alice, ONE).manifest
    digest = digests.of(content, algorithm)

    answer = put_with(alice, ["1.2.3", "1.2", "1", "latest", "1"], digest)

    assert (answer.status, answer.body) == (201, b"")
    assert answer.headers["OCI-Tag"] == "1.2.3, 1.2, 1, latest"
    assert answer.headers["Docker-Content-Digest"] == digest
    assert answer.location == PATH + digest
    assert tags_of(alice) == ["1", "1.2", "1.2.3", "latest"]
    for tag in ("1.2.3", "1.2", "1", "latest"):
        got, head = alice("GET", PATH + tag), alice("HEAD", PATH + tag)
        assert (got.status, got.body, head.status) == (200, content, 200)
        assert got.headers["Docker-Content-Digest"] == digest
        assert head.headers["Docker-Content-Digest"] == digest


def test_one_request_takes_thirty_tags(alice):
    with_blobs(alice, ONE)
    many = [f"{n:02}" for n in range(30)]

    answer = put_with(alice, many)

    assert (answer.status, answer.headers["OCI-Tag"]) == (201, ", ".join(many))
    assert tags_of(alice) == many


def test_several_tags_move_together(pushed):
    two = with_blobs(pushed, image("two"))

    answer = put_with(pushed, ["1.0", "latest"], two.digest, two.manifest)

    assert answer.status == 201
    for tag in ("1.0", "latest"):
        assert pushed("GET", PATH + tag).body == two.manifest
    assert pushed("GET", PATH + ONE.digest).body == ONE.manifest


def test_a_tag_that_was_not_asked_for_is_not_told_of(alice):
    with_blobs(alice, ONE)

    for reference in ("1.0", ONE.digest, f"{ONE.digest}?tags=a&TAG=b"):
        assert "OCI-Tag" not in put(alice, ONE.manifest, reference).headers
    assert tags_of(alice) == ["1.0"]


# Pulled


@pytest.mark.parametrize("reference", ["1.0", ONE.digest])
def test_it_is_pulled(pushed, reference):
    got = pushed("GET", PATH + reference)

    assert (got.status, got.body) == (200, ONE.manifest)
    assert got.headers["Content-Type"] == media_types.OCI_MANIFEST
    assert got.headers["Content-Length"] == str(len(ONE.manifest))
    assert got.headers["Docker-Content-Digest"] == ONE.digest
    assert got.headers["ETag"] == f'"{ONE.digest}"'


@pytest.mark.parametrize("reference", ["1.0", ONE.digest])
def test_head_says_what_get_does(pushed, reference):
    got, head = pushed("GET", PATH + reference), pushed("HEAD", PATH + reference)

    for answer in (got, head):
        del answer.headers["Date"], answer.headers["X-Request-Id"]
    assert head.body == b""
    assert head.headers.items() == got.headers.items()


@pytest.mark.parametrize(
    "accept",
    [
        "*/*",
        "",
        "text/html",
        media_types.OCI_INDEX,
        "application/vnd.nobody;q=0.1",
        "\xff",
        "9" * 30,
    ],
)
def test_what_is_accepted_changes_nothing(pushed, accept):
    got = pushed("GET", f"{PATH}1.0?format=html&ns=docker.io", accept=accept)

    assert (got.status, got.body) == (200, ONE.manifest)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("written", ["{}", '"{}"', 'W/"{}"', '"other", "{}"', "*"])
def test_who_has_it_already_is_told_so(pushed, written, method):
    got = pushed(method, f"{PATH}1.0", if_none_match=written.format(ONE.digest))

    assert (got.status, got.body) == (304, b"")
    assert got.headers["ETag"] == f'"{ONE.digest}"'
    assert got.headers["Docker-Content-Digest"] == ONE.digest


@pytest.mark.parametrize("known", ['"other"', "", '"', "*x", "\xff"])
def test_who_has_another_gets_it(pushed, known):
    assert pushed("GET", f"{PATH}1.0", if_none_match=known).body == ONE.manifest
    assert pushed("HEAD", f"{PATH}1.0", if_none_match=known).status == 200


def test_it_is_pulled_by_nobody_in_particular(pushed, registry):
    assert registry()("GET", f"{PATH}1.0").body == ONE.manifest


# Deleted


def test_a_tag_is_deleted_alone(pushed):
    put(pushed, ONE.manifest, "latest")

    answer = pushed("DELETE", f"{PATH}1.0")

    assert (answer.status, answer.body, answer.headers["Content-Length"]) == (
        202,
        b"",
        "0",
    )
    assert pushed("GET", f"{PATH}1.0").status == 404
    assert pushed("DELETE", f"{PATH}1.0").status == 404
    assert pushed("GET", f"{PATH}latest").body == ONE.manifest
    assert pushed("GET", PATH + ONE.digest).body == ONE.manifest


def test_a_manifest_is_deleted_with_its_tags(pushed):
    put(pushed, ONE.manifest, "latest")

    answer = pushed("DELETE", PATH + ONE.digest)

    assert (answer.status, answer.body) == (202, b"")
    for reference in ("1.0", "latest", ONE.digest):
        assert pushed("GET", PATH + reference).status == 404
    assert pushed("DELETE", PATH + ONE.digest).status == 404
    assert pushed("GET", "/v2/alice/app/tags/list").json["tags"] == []


def test_a_deleted_manifest_may_be_pushed_again(pushed):
    pushed("DELETE", PATH + ONE.digest)

    assert put(pushed, ONE.manifest).status == 201
    assert pushed("GET", f"{PATH}1.0").body == ONE.manifest


def test_a_manifest_of_another_repository_stays(pushed):
    pushed.push("alice/notes", ONE, tag="1.0")

    pushed("DELETE", PATH + ONE.digest)

    assert pushed("GET", "/v2/alice/notes/manifests/1.0").body == ONE.manifest


@pytest.mark.parametrize("above", [lambda one: one, index], ids=["index", "nested"])
def test_a_child_goes_after_its_index(alice, above):
    both = above(index(ONE))
    alice.push("alice/app", both, tag="1.0")
    alice.push("alice/notes", ONE)

    early = alice("DELETE", PATH + ONE.digest)
    elsewhere = alice("DELETE", f"/v2/alice/notes/manifests/{ONE.digest}")

    assert (early.status, early.codes) == (405, ["UNSUPPORTED"])
    assert early.headers["Allow"] == "GET, HEAD"
    assert alice("GET", PATH + ONE.digest).body == ONE.manifest
    assert elsewhere.status == 202
    assert alice("DELETE", PATH + both.digest).status == 202
    assert alice("DELETE", PATH + ONE.digest).status == 202


def test_a_child_of_an_index_without_a_tag_goes_and_no_tag_comes_to_that_index(alice):
    both = index(ONE)
    alice.push("alice/app", both, tag="1.0")
    alice.push("alice/app", index(image("two")), tag="1.0")

    assert alice("DELETE", PATH + ONE.digest).status == 202

    answer = alice.put_manifest("alice/app", both, "1.0")
    assert (answer.status, answer.codes) == (400, ["MANIFEST_BLOB_UNKNOWN"])
    assert alice("GET", PATH + both.digest).body == both.manifest


def test_the_children_of_a_deleted_index_stay(alice):
    both = index(ONE)
    alice.push("alice/app", both, tag="1.0")

    assert alice("DELETE", PATH + both.digest).status == 202
    assert alice("GET", PATH + ONE.digest).body == ONE.manifest


def test_a_star_in_the_token_deletes(pushed):
    """As skopeo asks."""
    token = pushed.token("repository:alice/app:*")

    assert pushed("DELETE", PATH + ONE.digest, token=token).status == 202
