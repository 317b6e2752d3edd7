"""What a manifest is, by the media types that real tools write."""

import pytest

from hub.oci import kinds, media_types
from hub.oci.kinds import Kind

IMAGE_CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
EMPTY = "application/vnd.oci.empty.v1+json"
# (the artifact type, or else the config's; the layers; what it is)
MANIFESTS = {
    "an image": (IMAGE_CONFIG, [LAYER], Kind.IMAGE),
    "docker's image": (
        "application/vnd.docker.container.image.v1+json",
        ["application/vnd.docker.image.rootfs.diff.tar.gzip"],
        Kind.IMAGE,
    ),
    "an image of nothing": (IMAGE_CONFIG, [], Kind.IMAGE),
    "helm push": (
        "application/vnd.cncf.helm.config.v1+json",
        [
            "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
            "application/vnd.cncf.helm.chart.provenance.v1.prov",
        ],
        Kind.CHART,
    ),
    "cosign sign, as a tag": (
        IMAGE_CONFIG,
        ["application/vnd.dev.cosign.simplesigning.v1+json"],
        Kind.SIGNATURE,
    ),
    "cosign sign, as a referrer": (
        "application/vnd.dev.sigstore.bundle.v0.3+json",
        ["application/vnd.dev.sigstore.bundle.v0.3+json"],
        Kind.SIGNATURE,
    ),
    "notation sign": (
        "application/vnd.cncf.notary.signature",
        ["application/jose+json"],
        Kind.SIGNATURE,
    ),
    "cosign attach sbom": (IMAGE_CONFIG, ["text/spdx+json"], Kind.SBOM),
    "oras attach of CycloneDX": (
        "application/vnd.cyclonedx+json",
        ["application/vnd.cyclonedx+json"],
        Kind.SBOM,
    ),
    "a version behind its type": (
        "application/spdx+json; version=2.3",
        [EMPTY],
        Kind.SBOM,
    ),
    "cosign attest": (
        IMAGE_CONFIG,
        ["application/vnd.dsse.envelope.v1+json"],
        Kind.ATTESTATION,
    ),
    "buildx": (IMAGE_CONFIG, ["application/vnd.in-toto+json"] * 2, Kind.ATTESTATION),
    "buildx, as an artifact": (
        "application/vnd.docker.attestation.manifest.v1+json",
        ["application/vnd.in-toto+json"],
        Kind.ATTESTATION,
    ),
    "wkg oci push": (
        "application/vnd.wasm.config.v0+json",
        ["application/wasm"],
        Kind.WASM,
    ),
    "buildkit's cache": (kinds.BUILDKIT_CACHE, [LAYER], Kind.CACHE),
    "oras push": ("application/vnd.unknown.artifact.v1", [LAYER], Kind.ARTIFACT),
    "docker plugin push": ("application/vnd.docker.plugin.v1+json", [], Kind.ARTIFACT),
    "nothing known": ("", [], Kind.ARTIFACT),
}


@pytest.mark.parametrize(
    ("artifact_type", "layers", "kind"), MANIFESTS.values(), ids=MANIFESTS.keys()
)
def test_it_knows_what_this_wrote(artifact_type, layers, kind):
    found = kinds.of(
        media_types.OCI_MANIFEST, artifact_type=artifact_type, listed=layers
    )

    assert found == kind


STATED = {
    "https://slsa.dev/provenance/v1": Kind.PROVENANCE,
    "https://spdx.dev/Document/v2.3": Kind.SBOM,
    "https://cyclonedx.org/bom": Kind.SBOM,
    "https://sigstore.dev/cosign/sign/v1": Kind.SIGNATURE,
    "https://example.org/test-result": Kind.ATTESTATION,
}


@pytest.mark.parametrize(("predicate", "kind"), STATED.items())
@pytest.mark.parametrize(
    "carrier",
    ["application/vnd.in-toto+json", "application/vnd.dev.sigstore.bundle.v0.3+json"],
)
def test_a_statement_says_what_it_is(carrier, predicate, kind):
    found = kinds.of(
        media_types.OCI_MANIFEST, listed=[carrier], predicate_types=[predicate]
    )

    assert found == kind


def test_statements_of_several_kinds_are_an_attestation():
    found = kinds.of(
        media_types.OCI_MANIFEST,
        listed=["application/vnd.in-toto+json"] * 2,
        predicate_types=list(STATED)[:2],
    )

    assert found == Kind.ATTESTATION


def test_an_image_is_none_whatever_it_states():
    found = kinds.of(
        media_types.OCI_MANIFEST,
        artifact_type=IMAGE_CONFIG,
        listed=[LAYER],
        predicate_types=list(STATED)[:1],
    )

    assert found == Kind.IMAGE


@pytest.mark.parametrize("media_type", sorted(media_types.INDEXES))
@pytest.mark.parametrize(
    ("artifact_type", "listed", "kind"),
    [
        ("", [], Kind.INDEX),
        ("", [media_types.OCI_MANIFEST], Kind.INDEX),
        ("", [LAYER, kinds.BUILDKIT_CACHE], Kind.CACHE),
        ("application/vnd.cncf.helm.config.v1+json", [], Kind.CHART),
        ("application/vnd.example", [], Kind.INDEX),
    ],
)
def test_it_knows_what_an_index_is_of(media_type, artifact_type, listed, kind):
    assert kinds.of(media_type, artifact_type=artifact_type, listed=listed) == kind


@pytest.mark.parametrize("odd", ["", "x", ";", "\x00", "a" * 255, "é"])
def test_an_odd_type_is_an_artifact(odd):
    for artifact_type, listed in ((odd, []), ("", [odd])):
        found = kinds.of(
            media_types.OCI_MANIFEST, artifact_type=artifact_type, listed=listed
        )
        assert found == Kind.ARTIFACT
