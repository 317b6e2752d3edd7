"""One image taken apart for reading: its config, and its layers beside the instructions that made them."""

from dataclasses import dataclass

from hub.content.models import Blob, Manifest, ManifestBlob, ManifestChild, Tag
from hub.content.storage import BlobMissing, backend
from hub.oci import charts, configs
from hub.oci.charts import Chart
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
    chart: Chart | None

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
    config = image_config(manifest, references)
    chart = chart_of(manifest, references)
    return Inspection(manifest, config, layers, steps(config.history, layers), chart)


def image_config(manifest, references):
    if manifest.kind != Manifest.Kind.IMAGE:
        return ImageConfig()
    return configs.parse(read_config(references))


def chart_of(manifest, references) -> Chart | None:
    if manifest.artifact_type != charts.CONFIG:
        return None
    return charts.parse(read_config(references))


def read_config(references) -> bytes:
    """Nothing, where it is gone or too large to be one."""
    for reference in references:
        blob = reference.blob
        if reference.role == ManifestBlob.Role.CONFIG and blob.size <= configs.LIMIT:
            try:
                return backend().read(blob.storage_key, configs.LIMIT)
            except BlobMissing:
                return b""
    return b""


def config_of(manifest) -> ImageConfig:
    """Without the rest, for one that is looked at beside another."""
    references = manifest.blob_references.filter(role=ManifestBlob.Role.CONFIG)
    return image_config(manifest, references.select_related("blob"))


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
