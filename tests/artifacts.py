"""What is stored beside images: charts, signatures, SBOMs and their like, as the tools write them."""

import json

from hub.oci import kinds, media_types
from tests.images import CONFIG, LAYER, NOTHING, Image, descriptor, image

SUBJECT = image()


def typed(config_type, *layers, config=b"{}", **manifest):
    """`layers` are (bytes, media type)."""
    document = {
        "schemaVersion": 2,
        "mediaType": media_types.OCI_MANIFEST,
        "config": descriptor(config, config_type),
        "layers": [descriptor(content, kind) for content, kind in layers],
    } | manifest
    content = json.dumps(document).encode()
    blobs = (config, *(content for content, _ in layers))
    return Image(content, media_types.OCI_MANIFEST, blobs)


def build_cache(*layers):
    """As buildkit wrote it for years: an index of layers and of a config, none of which is a manifest."""
    config = b'{"layers":[],"records":[]}'
    entries = [descriptor(layer, LAYER) for layer in layers]
    entries.append(descriptor(config, kinds.BUILDKIT_CACHE))
    document = {
        "schemaVersion": 2,
        "mediaType": media_types.OCI_INDEX,
        "manifests": entries,
    }
    content = json.dumps(document).encode()
    return Image(content, media_types.OCI_INDEX, (*layers, config))


# What is stored beside images, as the tools write it: (itself, what pages call it).
OTHERS = {
    "helm chart": (
        typed(
            "application/vnd.cncf.helm.config.v1+json",
            (b"chart", "application/vnd.cncf.helm.chart.content.v1.tar+gzip"),
            (b"prov", "application/vnd.cncf.helm.chart.provenance.v1.prov"),
            config=b'{"name":"harbour","version":"1.0.0","apiVersion":"v2",'
            b'"appVersion":"2.7","description":"A quay of one\'s own"}',
            annotations={"org.opencontainers.image.title": "harbour"},
        ),
        "Helm chart",
    ),
    "cosign signature": (
        typed(
            CONFIG,
            (b'{"critical":{}}', "application/vnd.dev.cosign.simplesigning.v1+json"),
            config=b'{"architecture":"","os":"","rootfs":{"type":"layers"}}',
        ),
        "Signature",
    ),
    "sigstore bundle": (
        typed(
            NOTHING,
            (b"bundle", "application/vnd.dev.sigstore.bundle.v0.3+json"),
            artifactType="application/vnd.dev.sigstore.bundle.v0.3+json",
            subject=descriptor(SUBJECT.manifest, media_types.OCI_MANIFEST),
        ),
        "Signature",
    ),
    "notation signature": (
        typed(
            "application/vnd.cncf.notary.signature",
            (b"jws", "application/jose+json"),
            subject=descriptor(SUBJECT.manifest, media_types.OCI_MANIFEST),
            annotations={"io.cncf.notary.x509chain.thumbprint#S256": '["ab"]'},
        ),
        "Signature",
    ),
    "sbom": (
        typed(
            NOTHING,
            (b"{}", "application/spdx+json"),
            artifactType="application/spdx+json",
            subject=descriptor(SUBJECT.manifest, media_types.OCI_MANIFEST),
        ),
        "SBOM",
    ),
    "buildx attestation": (
        typed(
            CONFIG,
            (b"sbom", "application/vnd.in-toto+json"),
            (b"provenance", "application/vnd.in-toto+json"),
            config=b'{"architecture":"unknown","os":"unknown"}',
        ),
        "Attestation",
    ),
    "attestation artifact": (
        typed(
            NOTHING,
            (b"slsa", "application/vnd.in-toto+json"),
            artifactType="application/vnd.docker.attestation.manifest.v1+json",
            subject=descriptor(SUBJECT.manifest, media_types.OCI_MANIFEST),
        ),
        "Attestation",
    ),
    "wasm component": (
        typed(
            "application/vnd.wasm.config.v0+json",
            (b"\0asm", "application/wasm"),
            config=b'{"architecture":"wasm","os":"wasip2","layerDigests":[]}',
        ),
        "WebAssembly",
    ),
    "build cache as an index": (build_cache(b"one", b"two"), "Build cache"),
    "build cache as an image": (
        typed(
            kinds.BUILDKIT_CACHE,
            (b"one", LAYER),
            config=b'{"layers":[{"blob":"sha256:ab"}]}',
        ),
        "Build cache",
    ),
    "oras artifact": (
        typed(
            NOTHING,
            (b"readme", "text/markdown"),
            artifactType="application/vnd.unknown.artifact.v1",
        ),
        "Artifact",
    ),
}
