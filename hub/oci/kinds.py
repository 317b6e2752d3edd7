"""What a manifest is, for people: read from its media types, and from nothing that would have to be fetched."""

from enum import StrEnum

from hub.oci import charts, media_types


class Kind(StrEnum):
    IMAGE = "image"
    INDEX = "index"
    CHART = "chart"
    SIGNATURE = "signature"
    SBOM = "sbom"
    PROVENANCE = "provenance"
    ATTESTATION = "attestation"
    WASM = "wasm"
    CACHE = "cache"
    ARTIFACT = "artifact"


BUILDKIT_CACHE = "application/vnd.buildkit.cacheconfig.v0"
# What an artifact says that it is, or its config, or one of its layers; the first that fits a word is taken.
TYPES = {
    charts.CONFIG: Kind.CHART,
    "application/vnd.cncf.helm.chart.content.v1.tar+gzip": Kind.CHART,
    "application/vnd.dev.cosign.simplesigning.v1+json": Kind.SIGNATURE,
    "application/vnd.dev.cosign.artifact.sig.v1+json": Kind.SIGNATURE,
    "application/vnd.cncf.notary.signature": Kind.SIGNATURE,
    "application/vnd.dev.cosign.artifact.sbom.v1+json": Kind.SBOM,
    "application/spdx+json": Kind.SBOM,
    "text/spdx": Kind.SBOM,
    "text/spdx+json": Kind.SBOM,
    "text/spdx+xml": Kind.SBOM,
    "application/vnd.syft+json": Kind.SBOM,
    "application/vnd.docker.attestation.manifest.v1+json": Kind.ATTESTATION,
    "application/vnd.in-toto+json": Kind.ATTESTATION,
    "application/vnd.dsse.envelope.v1+json": Kind.ATTESTATION,
    "application/vnd.wasm.config.v0+json": Kind.WASM,
    "application/vnd.wasm.config.v1+json": Kind.WASM,
    "application/wasm": Kind.WASM,
    "application/vnd.wasm.content.layer.v1+wasm": Kind.WASM,
    "application/vnd.module.wasm.content.layer.v1+wasm": Kind.WASM,
    "application/vnd.bytecodealliance.wasm.component.layer.v0+wasm": Kind.WASM,
    BUILDKIT_CACHE: Kind.CACHE,
}
# What carries statements about something else, which say themselves what they are.
STATING = {Kind.ATTESTATION, Kind.SIGNATURE}
# Versions and formats stand behind these.
BEGINNINGS = {
    "application/vnd.cyclonedx": Kind.SBOM,
    "application/vnd.dev.sigstore.bundle": Kind.SIGNATURE,
}
# What a statement says (hub.oci.predicates); versions stand behind these too.
PREDICATES = {
    "https://slsa.dev/provenance": Kind.PROVENANCE,
    "https://spdx.dev/Document": Kind.SBOM,
    "https://cyclonedx.org": Kind.SBOM,
    "https://sigstore.dev/cosign/sign": Kind.SIGNATURE,
}


def of_statements(predicate_types) -> list[Kind]:
    return [of_predicate(one) for one in predicate_types]


def of_predicate(predicate_type) -> Kind:
    found = (k for start, k in PREDICATES.items() if predicate_type.startswith(start))
    return next(found, Kind.ATTESTATION)


def of(media_type, *, artifact_type="", listed=(), predicate_types=()) -> Kind:
    """`artifact_type` is that of the manifest, or else its config's; `listed` are the types of its layers, or of what
    an index lists. Where all that it states is of one kind, it is of that."""
    found = of_types(media_type, artifact_type, listed)
    stated = set(of_statements(predicate_types))
    if found not in STATING or not stated:
        return found
    return stated.pop() if len(stated) == 1 else Kind.ATTESTATION


def of_types(media_type, artifact_type, listed) -> Kind:
    said, inside = known(artifact_type), [known(one) for one in sorted(listed)]
    if media_type in media_types.INDEXES:
        # What an index of charts or of attested images lists are charts and attestations; it is none itself.
        return said or (Kind.CACHE if Kind.CACHE in inside else Kind.INDEX)
    usual = artifact_type in media_types.IMAGE_CONFIGS
    found = said or next(filter(None, inside), None)
    return found or (Kind.IMAGE if usual else Kind.ARTIFACT)


def known(media_type) -> Kind | None:
    bare = media_types.bare(media_type)
    return TYPES.get(bare) or next(
        (kind for start, kind in BEGINNINGS.items() if bare.startswith(start)), None
    )
