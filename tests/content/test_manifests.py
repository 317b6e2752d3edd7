"""What is kept of a manifest, and what is told of it."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.content import manifests, required
from hub.content.errors import (
    ManifestBlobUnknown,
    ManifestInUse,
    ManifestUnknown,
    TagInvalid,
    TagsNeedDigest,
)
from hub.content.models import Manifest, ManifestContent, Tag
from hub.events.models import Event
from hub.oci import digests, media_types
from hub.oci.digests import DigestInvalid
from hub.oci.manifests import ManifestInvalid
from tests.images import artifact, build, descriptor, image, index, push, store
from tests.world import by


def put(world, content, reference="1.0", *, content_type=media_types.OCI_MANIFEST):
    return manifests.put(
        repository=world.app,
        reference=reference,
        content=content,
        content_type=content_type,
        by=by(world.bob),
    )


def told(kind):
    return Event.objects.filter(kind=kind).order_by("pk")


@pytest.mark.parametrize(
    ("reference", "content", "error"),
    [
        (".no-tag", image().manifest, TagInvalid),
        ("sha256:abc", image().manifest, DigestInvalid),
        (digests.of(b"other"), image().manifest, DigestInvalid),
        ("1.0", b"{}", ManifestInvalid),
        ("1.0", image().manifest, ManifestBlobUnknown),
        ("1.0", index(image()).manifest, ManifestBlobUnknown),
    ],
)
def test_a_refused_one_leaves_nothing_behind(world, reference, content, error):
    before = Event.objects.count()

    with pytest.raises(error):
        put(world, content, reference, content_type="")

    assert not Manifest.objects.exists()
    assert not ManifestContent.objects.exists()
    assert Event.objects.count() == before
    world.app.refresh_from_db()
    assert world.app.pushed_at is None


def test_it_names_exactly_what_is_missing(world):
    store(world.app, b"here")
    store(world.notes, b"elsewhere")
    one = build(b"here", "x", [b"elsewhere", b"nowhere"])

    with pytest.raises(ManifestBlobUnknown) as caught:
        put(world, one.manifest)

    missing = {digests.of(b"elsewhere"), digests.of(b"nowhere")}
    assert set(caught.value.digests) == missing


def test_an_image_is_described_by_its_config(world):
    manifest = push(
        world.app, image(platform="linux/arm64/v8", layers=[b"1234"]), by=by(world.bob)
    )

    assert manifest.kind == Manifest.Kind.IMAGE
    assert str(manifest.platform) == "linux/arm64/v8"
    assert manifest.pushed_by == world.bob
    assert manifest.artifact_type == "application/vnd.oci.image.config.v1+json"


def test_its_size_is_that_of_the_blobs_and_not_what_it_says(world):
    config, layer = b"config", b"layer"
    document = {
        "schemaVersion": 2,
        "mediaType": media_types.OCI_MANIFEST,
        "config": descriptor(config, "x") | {"size": 2**63 - 1},
        "layers": [descriptor(layer, "x") | {"size": 2**63 - 1}] * 2,
    }
    for content in (config, layer):
        store(world.app, content)

    manifest, _ = put(world, json.dumps(document).encode())

    assert manifest.content_size == len(config) + len(layer)


def test_an_artifact_is_described_by_its_type_and_subject(world):
    subject = image()
    manifest = push(
        world.app,
        artifact("application/vnd.example", subject=subject),
        by=by(world.bob),
    )

    assert manifest.kind == Manifest.Kind.ARTIFACT
    assert manifest.artifact_type == "application/vnd.example"
    assert manifest.subject_digest == subject.digest


def test_an_index_keeps_what_it_lists_in_order(world):
    both = index(image("a", platform="linux/arm64/v8"), image("b"), attestations=1)

    manifest = push(world.app, both, tag="1.0", by=by(world.bob))

    listed = [
        (str(child.platform), child.is_attestation) for child in manifest.children.all()
    ]
    assert listed == [
        ("linux/arm64/v8", False),
        ("linux/amd64", False),
        ("unknown/unknown", True),
    ]


def test_it_holds_its_blobs_in_order(world):
    one = image(layers=[b"first", b"second", b"first"])

    manifest = push(world.app, one, by=by(world.bob))

    held = manifest.blob_references.order_by("role", "position").values_list(
        "role", "blob__digest"
    )
    assert list(held) == [
        ("config", digests.of(one.blobs[0])),
        *(("layer", digests.of(layer)) for layer in (b"first", b"second", b"first")),
    ]


def test_it_holds_a_layer_that_could_be_elsewhere_and_is_here(world):
    layers = [
        descriptor(
            b"foreign", "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
        ),
        descriptor(b"mirrored", "x") | {"urls": ["https://mirror.example/x"]},
        descriptor(b"only there", "x") | {"urls": ["https://mirror.example/y"]},
    ]
    content = json.dumps(json.loads(image().manifest) | {"layers": layers}).encode()
    for blob in (image().blobs[0], b"foreign", b"mirrored"):
        store(world.app, blob)

    manifest, _ = put(world, content)

    held = manifest.blob_references.filter(role="layer").order_by("position")
    assert [one.blob.digest for one in held] == [
        digests.of(b"foreign"),
        digests.of(b"mirrored"),
    ]


def test_a_push_is_told_with_who_and_with_what(world):
    one = image()
    push(world.app, one, tag="1.0", by=by(world.bob))

    [event] = told("manifest.push")
    assert (event.actor, event.credential) == (world.bob, "session")
    assert (event.repository, event.tag, event.digest) == (
        "alice/app",
        "1.0",
        one.digest,
    )
    world.app.refresh_from_db()
    assert world.app.pushed_at is not None


def test_a_push_of_several_tags_is_told_for_each(world):
    one = push(world.app, image(), tag="1.2", by=by(world.alice))

    manifests.put(
        repository=world.app,
        reference=one.digest,
        content=image().manifest,
        content_type=image().media_type,
        by=by(world.bob),
        also_tags=["1.2", "1", "latest", "1"],
    )

    pushed = told("tag.push").filter(actor=world.bob)
    assert [(e.tag, e.digest) for e in pushed] == [
        (tag, one.digest) for tag in ("1.2", "1", "latest")
    ]
    assert [e.data["previous"] for e in pushed] == [one.digest, "", ""]
    assert told("manifest.push").filter(actor=world.bob).count() == 1


def test_several_tags_come_with_a_digest_only(world):
    one = image()
    push(world.app, one, by=by(world.bob))
    before = Event.objects.count()

    for reference, tags, error in (
        ("1.0", ["latest"], TagsNeedDigest),
        (one.digest, ["latest", ".no-tag"], TagInvalid),
        (digests.of(b"other"), ["latest"], DigestInvalid),
    ):
        with pytest.raises(error):
            manifests.put(
                repository=world.app,
                reference=reference,
                content=one.manifest,
                content_type=one.media_type,
                by=by(world.bob),
                also_tags=tags,
            )

    assert not Tag.objects.exists()
    assert Event.objects.count() == before


def test_one_that_an_index_lists_is_not_deleted(world):
    one = image()
    push(world.app, index(one), tag="1.0", by=by(world.bob))
    before = Event.objects.count()

    with pytest.raises(ManifestInUse):
        manifests.delete(repository=world.app, digest=one.digest, by=by(world.alice))

    assert Manifest.objects.count() == 2
    assert Event.objects.count() == before


def test_indexes_in_indexes_are_not_followed_for_ever(world, monkeypatch):
    monkeypatch.setattr(manifests, "INDEXES_ABOVE", 3)
    one = image()
    nested = [index(one)]
    for _ in range(3):
        nested.append(index(nested[-1]))
    for each in (one, *nested):
        push(world.app, each, by=by(world.bob))

    def delete(each):
        manifests.delete(repository=world.app, digest=each.digest, by=by(world.alice))

    with pytest.raises(ManifestInUse):
        delete(one)
    for each in (nested[-1], nested[-2], one):
        delete(each)


def test_many_indexes_are_asked_of_in_pieces(world, monkeypatch):
    monkeypatch.setattr(required, "NAMED_AT_ONCE", 2)
    one = image()
    listing = sorted((index(one, n=n) for n in range(5)), key=lambda each: each.digest)
    for each in (one, *listing):
        push(world.app, each, by=by(world.bob))
    top = push(world.app, index(listing[-1]), tag="1.0", by=by(world.bob))

    with CaptureQueriesContext(connection) as asked, pytest.raises(ManifestInUse):
        manifests.delete(repository=world.app, digest=one.digest, by=by(world.alice))

    for query in asked:
        assert sum(each.digest in query["sql"] for each in listing) <= 2
    Tag.objects.filter(manifest=top).delete()
    manifests.delete(repository=world.app, digest=one.digest, by=by(world.alice))


def test_the_history_of_a_tag_begins_with_its_first_push(world):
    one, two = image("one"), image("two")
    for pushed in (one, two, two, one):
        push(world.app, pushed, tag="1.0", by=by(world.bob))

    history = [(event.digest, event.data["previous"]) for event in told("tag.push")]
    assert history == [
        (one.digest, ""),
        (two.digest, one.digest),
        (two.digest, two.digest),
        (one.digest, two.digest),
    ]


def test_one_by_digest_moves_no_tag(world):
    push(world.app, image(), by=by(world.bob))

    assert not Tag.objects.exists()
    assert not told("tag.push").exists()


def test_one_that_comes_again_is_kept_once_and_by_whom_it_came_last(world):
    first = push(world.app, image(), tag="1.0", by=by(world.alice))
    again = push(world.app, image(), tag="1.1", by=by(world.bob))

    assert (again.pk, again.pushed_by) == (first.pk, world.bob)
    assert again.pushed_at > first.pushed_at
    assert again.blob_references.count() == 2


def test_the_bytes_are_kept_once_for_all_repositories(world):
    push(world.app, image(), by=by(world.bob))
    push(world.notes, image(), by=by(world.bob))

    assert Manifest.objects.count() == 2
    assert ManifestContent.objects.count() == 1


def test_a_deletion_is_told_for_each_tag(world):
    one = image()
    for tag in ("1.0", "latest"):
        push(world.app, one, tag=tag, by=by(world.bob))

    manifests.delete(repository=world.app, digest=one.digest, by=by(world.alice))

    assert {event.tag for event in told("tag.delete")} == {"1.0", "latest"}
    [event] = told("manifest.delete")
    assert (event.actor, event.digest) == (world.alice, one.digest)


def test_one_of_another_repository_is_not_deleted(world):
    one = image()
    push(world.notes, one, by=by(world.bob))

    with pytest.raises(ManifestUnknown):
        manifests.delete(repository=world.app, digest=one.digest, by=by(world.alice))

    assert Manifest.objects.count() == 1
