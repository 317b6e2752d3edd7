"""Image configs: what a page and a list say of an image (OCI image spec, config.md)."""

from dataclasses import dataclass, field
from itertools import islice

from hub.oci import documents
from hub.oci.manifests import Platform

LIMIT = 4 * 1024 * 1024  # bytes; clients refuse larger ones too
# Of each list: a config can hold a hundred thousand steps, and a page that shows them would take a minute.
LISTED = 1000


@dataclass(frozen=True, slots=True)
class ImageConfig:
    platform: Platform = Platform()
    created: str = ""
    user: str = ""
    working_directory: str = ""
    stop_signal: str = ""
    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    labels: dict = field(default_factory=dict)
    history: tuple[
        tuple[str, bool], ...
    ] = ()  # (instruction, whether it made no layer)


def parse(content: bytes) -> ImageConfig:
    """Never raises: a config is the image's own business, and what it does not say is left empty."""
    try:
        document = documents.parse(content)
    except documents.DocumentInvalid:
        return ImageConfig()
    run = mapping(document, "config")
    return ImageConfig(
        platform=Platform(
            text(document, "os"),
            text(document, "architecture"),
            text(document, "variant"),
        ),
        created=text(document, "created"),
        user=text(run, "User"),
        working_directory=text(run, "WorkingDir"),
        stop_signal=text(run, "StopSignal"),
        entrypoint=texts(run, "Entrypoint"),
        command=texts(run, "Cmd"),
        environment=texts(run, "Env"),
        ports=tuple(sorted(mapping(run, "ExposedPorts"))),
        volumes=tuple(sorted(mapping(run, "Volumes"))),
        labels={
            key: value
            for key, value in mapping(run, "Labels").items()
            if isinstance(value, str)
        },
        history=tuple(
            (text(step, "created_by"), step.get("empty_layer") is True)
            for step in listing(document, "history")
            if isinstance(step, dict)
        ),
    )


def mapping(document, key):
    value = document.get(key)
    return dict(islice(value.items(), LISTED)) if isinstance(value, dict) else {}


def listing(document, key):
    value = document.get(key)
    return value[:LISTED] if isinstance(value, list) else []


def text(document, key):
    value = document.get(key)
    return value.replace("\x00", "") if isinstance(value, str) else ""


def texts(document, key):
    return tuple(value for value in listing(document, key) if isinstance(value, str))
