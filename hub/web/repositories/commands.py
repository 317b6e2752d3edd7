"""The commands that pages offer to copy: whole, and true."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """`is_typed`: for a terminal, not for a file."""

    key: str
    label: str
    text: str
    is_typed: bool = True


def pulls(name):
    """Every way to name an image that is to be pulled; `name` has its host and tag."""
    ways = [
        Way("docker", "docker", f"docker pull {name}"),
        Way("podman", "podman", f"podman pull {name}"),
        Way("compose", "compose", f"image: {name}", is_typed=False),
        Way("from", "FROM", f"FROM {name}", is_typed=False),
    ]
    return {way.key: way for way in ways}
