"""Manifests and image indexes: from the bytes received to what the registry must know of them."""

from dataclasses import dataclass, field

from hub.oci import digests, documents, media_types, predicates

MAX_SIZE = 2**63 - 1
KNOWN_KEYS = frozenset(
    {
        "annotations",
        "architecture",
        "artifactType",
        "config",
        "data",
        "digest",
        "layers",
        "manifests",
        "mediaType",
        "os",
        "platform",
        "schemaVersion",
        "size",
        "subject",
        "urls",
        "variant",
    }
)


class ManifestInvalid(ValueError):
    """The bytes are no manifest this registry takes; `reason` is a sentence for the person who pushed them."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Platform:
    os: str = ""
    architecture: str = ""
    variant: str = ""

    def __str__(self):
        return "/".join(
            part for part in (self.os, self.architecture, self.variant) if part
        )


@dataclass(frozen=True, slots=True)
class Descriptor:
    media_type: str
    digest: str
    size: int  # bytes
    platform: Platform | None = None
    annotations: dict = field(default_factory=dict)
    urls: tuple = ()

    @property
    def is_elsewhere(self):
        return bool(self.urls) or media_types.is_foreign(self.media_type)


@dataclass(frozen=True, slots=True)
class ParsedManifest:
    """An image manifest has a config and layers; an index has manifests."""

    media_type: str
    config: Descriptor | None = None
    layers: tuple[Descriptor, ...] = ()
    manifests: tuple[Descriptor, ...] = ()
    subject: Descriptor | None = None
    artifact_type: str = ""
    annotations: dict = field(default_factory=dict)

    @property
    def is_index(self):
        return self.media_type in media_types.INDEXES

    @property
    def is_image(self):
        return (
            self.config is not None
            and self.config.media_type in media_types.IMAGE_CONFIGS
        )

    @property
    def predicate_types(self):
        layers = (layer.annotations for layer in self.layers)
        return predicates.of(self.annotations, layers)

    @property
    def blobs(self):
        """What must be stored in the repository before this manifest: its config and its own layers."""
        return tuple(
            d
            for d in (self.config, *self.layers)
            if d is not None and not d.is_elsewhere
        )


def parse(content: bytes, content_type: str) -> ParsedManifest:
    """Raises ManifestInvalid. An absent content type is read from the body (OCI distribution 1.1, end-7)."""
    try:
        document = documents.parse(content, known_keys=KNOWN_KEYS)
    except documents.DocumentInvalid as error:
        raise ManifestInvalid(str(error)) from error
    media_type = require_media_type(document, media_types.bare(content_type))
    version = document.get("schemaVersion")
    if type(version) is not int or version != 2:
        raise ManifestInvalid(
            "schemaVersion must be 2; older schemas are not supported."
        )
    if media_type in media_types.INDEXES:
        return parse_index(document, media_type)
    return parse_image(document, media_type)


def require_media_type(document, content_type):
    declared = text(document, "mediaType")
    if content_type and declared and declared != content_type:
        raise ManifestInvalid(
            f"mediaType is {declared} but Content-Type is {content_type}."
        )
    media_type = content_type or declared
    if media_type not in media_types.KNOWN:
        raise ManifestInvalid(
            f"The media type {media_type or '(none)'} is not supported."
        )
    return media_type


def parse_index(document, media_type):
    if "config" in document or "layers" in document:
        raise ManifestInvalid("An image index has no config and no layers.")
    return ParsedManifest(
        media_type=media_type,
        manifests=tuple(descriptor(item) for item in items(document, "manifests")),
        **common(document),
    )


def parse_image(document, media_type):
    if "manifests" in document:
        raise ManifestInvalid("An image manifest has no manifests.")
    return ParsedManifest(
        media_type=media_type,
        config=descriptor(document.get("config")),
        layers=tuple(descriptor(item) for item in items(document, "layers")),
        **common(document),
    )


def common(document):
    subject = document.get("subject")
    return {
        "subject": None if subject is None else descriptor(subject),
        "artifact_type": text(document, "artifactType"),
        "annotations": annotations(document),
    }


def descriptor(item) -> Descriptor:
    if not isinstance(item, dict):
        raise ManifestInvalid("A descriptor is missing or not an object.")
    digest = text(item, "digest")
    if not digests.is_digest(digest):
        raise ManifestInvalid(f"The digest {digest!r} of a descriptor is not valid.")
    return Descriptor(
        media_type=text(item, "mediaType"),
        digest=digest,
        size=require_size(item),
        platform=platform(item),
        annotations=annotations(item),
        urls=tuple(strings(item, "urls")),
    )


def require_size(item):
    size = item.get("size")
    if type(size) is not int or not 0 <= size <= MAX_SIZE:
        raise ManifestInvalid(
            "The size of a descriptor must be a whole number of bytes."
        )
    return size


def platform(item):
    value = item.get("platform")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise ManifestInvalid("platform must be an object.")
    return Platform(
        text(value, "os"), text(value, "architecture"), text(value, "variant")
    )


def annotations(item):
    value = item.get("annotations") or {}
    if not isinstance(value, dict) or not all(
        isinstance(text, str) for text in value.values()
    ):
        raise ManifestInvalid("annotations must be an object of strings.")
    if any("\x00" in text for pair in value.items() for text in pair):
        raise ManifestInvalid("annotations must be text, without NUL.")
    return value


def items(document, key):
    value = document.get(key)
    # podman writes null for an empty list, and an index may be empty.
    if value is None:
        return []
    if not isinstance(value, list):
        raise ManifestInvalid(f"{key} must be a list.")
    return value


def strings(item, key):
    value = items(item, key)
    if not all(isinstance(text, str) for text in value):
        raise ManifestInvalid(f"{key} must be a list of strings.")
    return value


def text(item, key):
    value = item.get(key)
    if value is None:
        return ""
    if not isinstance(value, str) or "\x00" in value or len(value) > 255:
        raise ManifestInvalid(f"{key} must be a string of at most 255 characters.")
    return value
