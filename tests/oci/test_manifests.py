import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.oci import digests, manifests, media_types
from hub.oci.manifests import ManifestInvalid, Platform

CONFIG_TYPE = "application/vnd.oci.image.config.v1+json"
LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip"
SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+prettyjws"
IMAGE_TYPES = [media_types.OCI_MANIFEST, media_types.DOCKER_MANIFEST]
INDEX_TYPES = [media_types.OCI_INDEX, media_types.DOCKER_LIST]


def descriptor(content=b"x", media_type=LAYER_TYPE, **changes):
    return {
        "mediaType": media_type,
        "digest": digests.of(content),
        "size": len(content),
    } | changes


def image(**changes):
    return {
        "schemaVersion": 2,
        "mediaType": media_types.OCI_MANIFEST,
        "config": descriptor(b"{}", CONFIG_TYPE),
        "layers": [descriptor()],
    } | changes


def index(**changes):
    return {
        "schemaVersion": 2,
        "mediaType": media_types.OCI_INDEX,
        "manifests": [descriptor(media_type=media_types.OCI_MANIFEST)],
    } | changes


def parse(document, content_type=""):
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return manifests.parse(content, content_type)


def with_layer(**changes):
    return image(layers=[descriptor(**changes)])


REFUSED = {
    "no object": b"[]",
    "no JSON": b"not json",
    "NaN": b'{"schemaVersion": 2, "size": NaN}',
    "a key twice": json.dumps(image()).encode()[:-1] + b', "layers": []}',
    "a key twice further in": b'{"schemaVersion": 2, "config": {"size": 1, "size": 2}}',
    "Layers beside layers": image(Layers=[]),
    "a Digest": image(config={"Digest": "sha256:", "size": 2}),
    "MANIFESTS": image(MANIFESTS=[]),
    "a platform's OS": index(manifests=[descriptor(platform={"OS": "linux"})]),
    "deep": image(annotations={"a": "b"}, more=json.loads("[" * 40 + "]" * 40)),
    "a huge number": json.dumps(image(more=10**30)).encode(),
    "schema 1": image(schemaVersion=1),
    "schema 2.0": image(schemaVersion=2.0),
    "schema true": image(schemaVersion=True),
    "schema as text": image(schemaVersion="2"),
    "schema 3": image(schemaVersion=3),
    "an unknown media type": image(mediaType="application/vnd.example+json"),
    "an artifact manifest": image(
        mediaType="application/vnd.oci.artifact.manifest.v1+json"
    ),
    "a number as media type": image(mediaType=7),
    "a NUL in its media type": image(mediaType="application/\x00"),
    "no config": {k: v for k, v in image().items() if k != "config"},
    "null as config": image(config=None),
    "text as config": image(config="sha256:"),
    "layers that are no list": image(layers={}),
    "a layer that is text": image(layers=["sha256:"]),
    "a null layer": image(layers=[None]),
    "layers and manifests": image(manifests=[]),
    "an index with a config": index(config=descriptor()),
    "an index with layers": index(layers=[]),
    "manifests that are no list": index(manifests="none"),
    "no digest": image(layers=[{"mediaType": LAYER_TYPE, "size": 1}]),
    "an upper-case digest": with_layer(digest="sha256:" + "A" * 64),
    "a short digest": with_layer(digest="sha256:abc"),
    "an unknown algorithm": with_layer(digest="md5:" + "a" * 32),
    "a list as digest": with_layer(digest=[]),
    "no size": image(layers=[{"mediaType": LAYER_TYPE, "digest": digests.of(b"x")}]),
    "a size below nothing": with_layer(size=-1),
    "a float as size": with_layer(size=1.0),
    "a fraction as size": with_layer(size=1.5),
    "text as size": with_layer(size="1"),
    "true as size": with_layer(size=True),
    "2**63 as size": with_layer(size=2**63),
    "a number in urls": with_layer(urls=[7]),
    "urls that are no list": with_layer(urls="https://mirror.example/x"),
    "a platform that is text": index(manifests=[descriptor(platform="linux")]),
    "an os of 300 letters": index(manifests=[descriptor(platform={"os": "l" * 300})]),
    "a NUL in its os": index(manifests=[descriptor(platform={"os": "\x00"})]),
    "a surrogate in its os": index(manifests=[descriptor(platform={"os": "\ud800"})]),
    "annotations in a list": image(annotations=["a"]),
    "a number as annotation": image(annotations={"a": 1}),
    "a NUL in an annotation": image(annotations={"a": "b\x00"}),
    "a NUL in an annotation's key": image(annotations={"a\x00": "b"}),
    "a NUL in a child's annotation": index(
        manifests=[descriptor(annotations={"a": "\x00"})]
    ),
    "a subject that is text": image(subject=digests.of(b"x")),
    "a subject without digest": image(subject={"size": 1}),
    "a NUL in its artifact type": image(artifactType="a\x00"),
    "an artifact type of 300 letters": image(artifactType="a" * 300),
}


@pytest.mark.parametrize("document", REFUSED.values(), ids=REFUSED.keys())
def test_it_refuses(document):
    with pytest.raises(ManifestInvalid) as caught:
        parse(document)

    assert 0 < len(caught.value.reason) < 500


@pytest.mark.parametrize("media_type", IMAGE_TYPES + INDEX_TYPES)
def test_it_refuses_another_type_inside_than_outside(media_type):
    others = {media_types.OCI_MANIFEST: media_types.DOCKER_MANIFEST}
    document = image(mediaType=others.get(media_type, media_types.OCI_MANIFEST))

    with pytest.raises(ManifestInvalid, match="Content-Type"):
        parse(document, media_type)


@pytest.mark.parametrize(
    "content_type",
    [
        SCHEMA_1,
        "application/json",
        "text/html",
        "application/vnd.oci.artifact.manifest.v1+json",
    ],
)
def test_it_refuses_other_content_types(content_type):
    document = {"schemaVersion": 2, "config": descriptor(), "layers": []}

    with pytest.raises(ManifestInvalid, match="is not supported"):
        parse(document, content_type)


def test_it_refuses_a_body_that_says_no_type_anywhere():
    with pytest.raises(ManifestInvalid, match=r"\(none\)"):
        parse({"schemaVersion": 2, "config": descriptor(), "layers": []})


@pytest.mark.parametrize("media_type", IMAGE_TYPES)
def test_it_reads_an_image(media_type):
    parsed = parse(image(mediaType=media_type), f"{media_type}; charset=utf-8")

    assert parsed.media_type == media_type
    assert parsed.is_image
    assert not parsed.is_index
    assert [blob.digest for blob in parsed.blobs] == [
        digests.of(b"{}"),
        digests.of(b"x"),
    ]


def test_it_reads_the_type_from_outside_where_the_body_has_none():
    document = image()
    del document["mediaType"]

    assert (
        parse(document, media_types.OCI_MANIFEST).media_type == media_types.OCI_MANIFEST
    )


@pytest.mark.parametrize("media_type", INDEX_TYPES)
def test_it_reads_an_index(media_type):
    child = descriptor(
        media_type=media_types.OCI_MANIFEST,
        platform={"os": "linux", "architecture": "arm64", "variant": "v8"},
    )

    parsed = parse(index(mediaType=media_type, manifests=[child]))

    assert parsed.is_index
    assert parsed.manifests[0].platform == Platform("linux", "arm64", "v8")
    assert parsed.blobs == ()


@pytest.mark.parametrize("children", [[], None])
def test_it_takes_an_empty_index(children):
    assert parse(index(manifests=children)).manifests == ()


def test_it_takes_a_layer_twice():
    parsed = parse(image(layers=[descriptor(b"four"), descriptor(b"four")]))

    assert len(parsed.layers) == 2


def test_it_takes_the_largest_size_there_is():
    parsed = parse(image(layers=[descriptor(size=2**63 - 1)]))

    assert parsed.layers[0].size == 2**63 - 1


def test_it_takes_an_artifact_with_a_subject():
    subject = descriptor(b"subject", media_types.OCI_MANIFEST)
    document = image(
        config=descriptor(b"{}", "application/vnd.oci.empty.v1+json"),
        artifactType="application/vnd.example.sbom",
        subject=subject,
        annotations={"org.example.Size": "7", "DIGEST": "yes", "Data": "🚢"},
    )

    parsed = parse(document)

    assert not parsed.is_image
    assert parsed.subject.digest == subject["digest"]
    assert parsed.artifact_type == "application/vnd.example.sbom"
    assert parsed.annotations == document["annotations"]


@pytest.mark.parametrize(
    "layer",
    [
        descriptor(urls=["https://mirror.example/layer"]),
        descriptor(
            media_type="application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"
        ),
        descriptor(
            media_type="application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
        ),
    ],
)
def test_it_does_not_want_layers_that_are_elsewhere(layer):
    parsed = parse(image(layers=[layer]))

    assert [blob.digest for blob in parsed.blobs] == [digests.of(b"{}")]


@given(
    st.dictionaries(
        st.sampled_from(sorted(manifests.KNOWN_KEYS)),
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(max_size=3)
        | st.lists(st.none(), max_size=1)
        | st.builds(dict),
        max_size=5,
    )
)
def test_it_fails_in_one_way(changes):
    for document in (image(**changes), index(**changes)):
        with suppress(ManifestInvalid):
            assert parse(document).media_type in media_types.KNOWN
