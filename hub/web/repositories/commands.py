"""The commands that pages offer to copy: whole, and true."""

from dataclasses import dataclass

from hub.content.models import Manifest


@dataclass(frozen=True)
class Way:
    """`is_typed`: for a terminal, not for a file."""

    key: str
    label: str
    text: str
    is_typed: bool = True


def pull(name, manifest, platform=None):
    """`name` has its host and tag. docker takes images only; of an index it takes its own machine's unless told."""
    if manifest.kind == Manifest.Kind.ARTIFACT:
        return f"oras pull {name}"
    return (
        f"docker pull --platform {platform} {name}"
        if platform
        else f"docker pull {name}"
    )


def pulls(name, manifest):
    """Every way to name what is to be pulled, by its key."""
    if manifest.kind == Manifest.Kind.ARTIFACT:
        return {"oras": Way("oras", "oras", pull(name, manifest))}
    ways = [
        Way("docker", "docker", pull(name, manifest)),
        Way("podman", "podman", f"podman pull {name}"),
        Way("compose", "compose", f"image: {name}", is_typed=False),
        Way("from", "FROM", f"FROM {name}", is_typed=False),
    ]
    return {way.key: way for way in ways}
