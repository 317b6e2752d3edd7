"""One image taken apart for reading: its config, and its layers beside the instructions that made them."""

from dataclasses import dataclass

from hub.content.models import Blob, Manifest, ManifestBlob, ManifestChild, Tag
from hub.content.storage import BlobMissing, backend
from hub.oci import configs
from hub.oci.configs import ImageConfig


@dataclass(frozen=True, slots=True)
class Step:
    """An instruction and the layer it made, as far as either is known."""

    instruction: str = ""
    layer: Blob | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    manifest: Manifest
    config: ImageConfig
    layers: list[ManifestBlob]
    steps: list[Step]

    @property
    def annotations(self):
        return list(self.manifest.annotations.items())

    @property
    def size(self):
        """Bytes of the layers as they travel."""
        return sum(layer.blob.size for layer in self.layers)

    @property
    def largest(self):
        return max((layer.blob.size for layer in self.layers), default=0)


def inspect(manifest) -> Inspection:
    """Reads the config from the storage, so it may raise StorageUnavailable."""
    references = list(manifest.blob_references.select_related("blob"))
    layers = [r for r in references if r.role == ManifestBlob.Role.LAYER]
    config = read_config(manifest, references)
    return Inspection(manifest, config, layers, steps(config.history, layers))


def read_config(manifest, references):
    if manifest.kind != Manifest.Kind.IMAGE:
        return ImageConfig()
    for reference in references:
        blob = reference.blob
        if reference.role == ManifestBlob.Role.CONFIG and blob.size <= configs.LIMIT:
            try:
                return configs.parse(backend().read(blob.storage_key, configs.LIMIT))
            except BlobMissing:
                return ImageConfig()
    return ImageConfig()


def config_of(manifest) -> ImageConfig:
    """Without the rest, for one that is looked at beside another."""
    references = manifest.blob_references.filter(role=ManifestBlob.Role.CONFIG)
    return read_config(manifest, references.select_related("blob"))


def steps(history, layers):
    """History names one layer after the other. Where it does not add up it is not believed: layers stand alone."""
    blobs = [layer.blob for layer in layers]
    if sum(not is_empty for _, is_empty in history) != len(blobs):
        return [Step(layer=blob) for blob in blobs]
    remaining = iter(blobs)
    return [
        Step(instruction, None if is_empty else next(remaining))
        for instruction, is_empty in history
    ]


def find_tag(repository, name) -> Tag | None:
    tags = Tag.objects.filter(repository=repository, name=name)
    tags = tags.select_related("manifest__pull", "pushed_by", "repository")
    return tags.defer("manifest__annotations").first()


def child_manifest(index, digest) -> Manifest | None:
    return Manifest.objects.filter(
        repository_id=index.repository_id, digest=digest
    ).first()


def entries(index):
    """What an index lists, without attestations."""
    listed = ManifestChild.objects.filter(index=index)
    return [entry for entry in listed if not entry.is_attestation]
