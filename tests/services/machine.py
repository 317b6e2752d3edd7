"""What this machine has, and how it gets what it lacks. Tests that need what is missing are left out and named."""

import glob
import os
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    find: object
    how: str


def program(name, *folders):
    """The path of a program on PATH or in one of the folders; None where there is none."""
    places = [*folders, os.environ.get("PATH", ""), "/usr/sbin", "/sbin"]
    return shutil.which(name, path=os.pathsep.join(map(str, places)))


def initdb():
    return program("initdb", *sorted(glob.glob("/usr/lib/postgresql/*/bin"))[::-1])


def versitygw():
    return program("versitygw", Path.home() / "go/bin")


def dockerd():
    return program("docker") and os.geteuid() == 0 and program("dockerd")


def mount():
    return os.geteuid() == 0 and program("mount")


def chromium():
    return program("chromium") or program("chromium-browser")


NEEDS = {
    "postgresql": Need(initdb, "apt-get install postgresql"),
    "versitygw": Need(
        versitygw,
        "go install github.com/versity/versitygw/cmd/versitygw@v1.8.0, with Go 1.25 or later",
    ),
    "docker": Need(dockerd, "apt-get install docker.io, and run the tests as root"),
    "mount": Need(mount, "run the tests as root"),
    "chromium": Need(chromium, "apt-get install chromium"),
    "skopeo": Need(lambda: program("skopeo"), "apt-get install skopeo"),
    "podman": Need(lambda: program("podman"), "apt-get install podman"),
    "buildah": Need(lambda: program("buildah"), "apt-get install buildah"),
    "nginx": Need(lambda: program("nginx"), "apt-get install nginx-light"),
}


def missing(needs):
    """One sentence for what is missing, or None."""
    lacking = [name for name in needs if not NEEDS[name].find()]
    if not lacking:
        return None
    return "; ".join(f"needs {name}: {NEEDS[name].how}" for name in lacking)
