"""Images for tests, and how they come into a repository: their real bytes in the storage, their manifest parsed like a push.

`push(repository, image("1.0"), tag="1.0", by=by(alice))`. An image is told apart by its words; the same words are the
same bytes. `index(amd64, arm64)` puts images of several platforms under one digest.
"""

import json
import uuid
from dataclasses import dataclass

from django.db import transaction

from hub.content import blobs, manifests
from hub.content.storage import backend
from hub.oci import digests, media_types

CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
STATEMENT = "application/vnd.in-toto+json"
NOTHING = "application/vnd.oci.empty.v1+json"


@dataclass(frozen=True)
class Image:
    manifest: bytes
    media_type: str
    blobs: tuple[bytes, ...] = ()
    children: tuple["Image", ...] = ()
    platform: dict | None = None

    @property
    def digest(self):
        return digests.of(self.manifest)


def image(
    words="hello", *, platform="linux/amd64", layers=None, config=None, **manifest
) -> Image:
    """`config` is merged over a small config whose history has one COPY a layer."""
    layers = [f"layer of {words}".encode()] if layers is None else layers
    os, architecture, *variant = platform.split("/")
    described = {"os": os, "architecture": architecture}
    described |= {"variant": variant[0]} if variant else {}
    document = {
        **described,
        "config": {"Cmd": ["/app"], "Env": ["PATH=/bin"]},
        "history": [{"created_by": f"COPY {words} /"} for _ in layers],
        "rootfs": {"type": "layers", "diff_ids": [digests.of(x) for x in layers]},
    } | (config or {})
    content = json.dumps(document).encode()
    return build(content, CONFIG, layers, platform=described, **manifest)


def artifact(kind="application/vnd.example.chart", *, layers=(b"chart",), **manifest):
    """No image: a chart, a signature, an SBOM. `subject=image` makes it a referrer."""
    return build(b"{}", NOTHING, layers, artifactType=kind, **manifest)


def build(
    config, config_type, layers, *, described=None, platform=None, subject=None, **more
):
    """`described` are the descriptors of the layers, where they say more than usual."""
    document = {
        "schemaVersion": 2,
        "mediaType": media_types.OCI_MANIFEST,
        "config": descriptor(config, config_type),
        "layers": described or [descriptor(layer, LAYER) for layer in layers],
    } | more
    if subject is not None:
        document["subject"] = descriptor(subject.manifest, subject.media_type)
    content = json.dumps(document).encode()
    return Image(
        content, media_types.OCI_MANIFEST, (config, *layers), platform=platform
    )


def index(*images, attestations=0, **manifest) -> Image:
    """`attestations` about the first: how many, or the predicate type of each."""
    if isinstance(attestations, int):
        attestations = [""] * attestations
    children = [
        descriptor(child.manifest, child.media_type)
        | ({"platform": child.platform} if child.platform else {})
        for child in images
    ]
    attached = [
        attestation(images[0], n, predicate) for n, predicate in enumerate(attestations)
    ]
    children += [
        descriptor(one.manifest, one.media_type)
        | {
            "platform": {"os": "unknown", "architecture": "unknown"},
            "annotations": {"vnd.docker.reference.digest": images[0].digest},
        }
        for one in attached
    ]
    document = {
        "schemaVersion": 2,
        "mediaType": media_types.OCI_INDEX,
        "manifests": children,
    } | manifest
    content = json.dumps(document).encode()
    return Image(content, media_types.OCI_INDEX, children=(*images, *attached))


def attestation(about, number, predicate):
    words = f"provenance {number} of {about.digest}".encode()
    layer = descriptor(words, STATEMENT)
    if predicate:
        layer["annotations"] = {"in-toto.io/predicate-type": predicate}
    config = b'{"os":"unknown","architecture":"unknown"}'
    return build(config, CONFIG, [words], described=[layer])


def descriptor(content, media_type):
    return {
        "mediaType": media_type,
        "digest": digests.of(content),
        "size": len(content),
    }


def push(repository, image, *, by, tag=""):
    """The Manifest row. Every blob is stored and linked first, children before their index."""
    for child in image.children:
        push(repository, child, by=by)
    for content in image.blobs:
        store(repository, content)
    manifest, _ = manifests.put(
        repository=repository,
        reference=tag or image.digest,
        content=image.manifest,
        content_type=image.media_type,
        by=by,
    )
    return manifest


def store(repository, content):
    """Straight into the storage: an upload would close the connection that a test's transaction needs."""
    digest = digests.of(content)
    writer = backend().writer(str(uuid.uuid4()), 1, {}, algorithm="sha256")
    with writer:
        writer.write(content)
        key = writer.finish(digest)
        size = writer.offset
    with transaction.atomic():
        return blobs.store(
            repository=repository, digest=digest, size=size, storage_key=key
        )
