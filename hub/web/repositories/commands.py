"""The commands that pages offer to copy: whole, and true."""

import re
from dataclasses import dataclass

from hub.content.models import Manifest
from hub.oci import kinds
from hub.oci.kinds import Kind

# Kubernetes takes these characters in the name of a pod, and so many.
NOT_IN_POD = re.compile(r"[^a-z0-9-]+")
POD_LENGTH = 63
# An image says its own platform: nothing of it may be a command itself where it is pasted.
PLATFORM = re.compile(r"[A-Za-z0-9._-]+/[A-Za-z0-9._/-]+")


@dataclass(frozen=True)
class Way:
    """`is_typed`: for a terminal, not for a file."""

    key: str
    label: str
    text: str
    is_typed: bool = True


def kind_of(manifest):
    """From the manifest alone; a list that knows the layers too may know better."""
    return kinds.of(manifest.media_type, artifact_type=manifest.artifact_type)


def pull(name, manifest, platform=None, kind=None):
    """`name` has its host and tag. docker takes images only; of an index it takes its own machine's unless told."""
    if (kind or kind_of(manifest)) == Kind.CHART:
        return helm(name)
    if manifest.kind == Manifest.Kind.ARTIFACT:
        return f"oras pull {name}"
    return f"docker pull {for_platform(plain(platform))}{name}"


def for_platform(platform, joint=" "):
    return f"--platform{joint}{platform} " if platform else ""


def plain(platform):
    """None for one that no shell should see."""
    return platform if platform and PLATFORM.fullmatch(str(platform)) else None


def helm(name):
    """The version stands beside the name: Helm writes its "+" as "_" in a tag."""
    repository, _colon, tag = name.rpartition(":")
    if "@" in name:
        # Only the newest Helm takes a digest.
        return f"oras pull {name}"
    if "/" in tag:
        return f"helm pull oci://{name}"
    return f"helm pull oci://{repository} --version {tag.replace('_', '+')}"


def pulls(name, manifest, platform=None, kind=None):
    """Every way to name what is to be pulled, by its key."""
    first = pull(name, manifest, platform, kind)
    if (kind or kind_of(manifest)) == Kind.CHART:
        ways = [Way("helm", "Helm", first), Way("oras", "oras", f"oras pull {name}")]
    elif manifest.kind == Manifest.Kind.ARTIFACT:
        ways = [Way("oras", "oras", first)]
    else:
        ways = [Way("docker", "docker", first), *of_image(name, plain(platform))]
    return {way.key: way for way in ways}


def of_image(name, platform):
    chosen = for_platform(platform)
    compose = f"image: {name}" + (f"\nplatform: {platform}" if platform else "")
    return [
        Way("podman", "podman", f"podman pull {chosen}{name}"),
        Way("nerdctl", "nerdctl", f"nerdctl pull {chosen}{name}"),
        Way("skopeo", "skopeo", skopeo(name, platform)),
        Way("kubernetes", "Kubernetes", f"kubectl run {pod(name)} --image={name}"),
        Way("compose", "compose", compose, is_typed=False),
        Way(
            "from", "FROM", f"FROM {for_platform(platform, '=')}{name}", is_typed=False
        ),
    ]


def skopeo(name, platform):
    """Into a folder beside, as an image that other tools read."""
    chosen = ""
    if platform:
        chosen = f"--override-os {platform.os} --override-arch {platform.architecture} "
        if platform.variant:
            chosen += f"--override-variant {platform.variant} "
    return f"skopeo {chosen}copy docker://{name} oci:{pod(name)}"


def pod(name):
    """The repository's own name, as far as Kubernetes takes it."""
    own = re.split("[:@]", name.rsplit("/", 1)[-1])[0]
    return NOT_IN_POD.sub("-", own)[:POD_LENGTH].strip("-")
