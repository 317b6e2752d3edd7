"""What this machine has, and how it gets what it lacks. Tests that need what is missing are left out and named."""

import contextlib
import glob
import os
import shutil
import socket
from dataclasses import dataclass
from functools import partial
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


def find(name):
    """Of a program that is called the same everywhere; `go install` puts it where PATH often does not lead."""
    return program(name) or program(name, Path.home() / "go/bin")


def dockerd():
    return program("docker") and os.geteuid() == 0 and program("dockerd")


def mount():
    return os.geteuid() == 0 and program("mount")


def containerd():
    return program("ctr") and os.geteuid() == 0 and program("containerd")


def ipv6():
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        return True
    return False


def chromium():
    return program("chromium") or program("chromium-browser")


# What `go install` builds; `.ci/run` asks for those that are not here.
GO_PROGRAMS = {
    "versitygw": "github.com/versity/versitygw/cmd/versitygw@v1.8.0",
    "crane": "github.com/google/go-containerregistry/cmd/crane@v0.22.1",
    "oras": "oras.land/oras/cmd/oras@v1.3.6",
    "regctl": "github.com/regclient/regclient/cmd/regctl@v0.11.7",
}
NEEDS = {
    "postgresql": Need(initdb, "apt-get install postgresql"),
    "docker": Need(dockerd, "apt-get install docker.io, and run the tests as root"),
    "containerd": Need(
        containerd, "apt-get install containerd, and run the tests as root"
    ),
    "mount": Need(mount, "run the tests as root"),
    "chromium": Need(chromium, "apt-get install chromium"),
    "skopeo": Need(lambda: program("skopeo"), "apt-get install skopeo"),
    "podman": Need(lambda: program("podman"), "apt-get install podman"),
    "buildah": Need(lambda: program("buildah"), "apt-get install buildah"),
    "nginx": Need(lambda: program("nginx"), "apt-get install nginx-light"),
    "gettext": Need(lambda: program("xgettext"), "apt-get install gettext"),
    "ipv6": Need(ipv6, "sysctl net.ipv6.conf.lo.disable_ipv6=0"),
} | {
    name: Need(partial(find, name), f"go install {package}, with Go 1.25 or later")
    for name, package in GO_PROGRAMS.items()
}


def missing(needs):
    """One sentence for what is missing, or None."""
    lacking = [name for name in needs if not NEEDS[name].find()]
    if not lacking:
        return None
    return "; ".join(f"needs {name}: {NEEDS[name].how}" for name in lacking)


def lacking_go_programs():
    return [package for name, package in GO_PROGRAMS.items() if not find(name)]


if __name__ == "__main__":
    print(*lacking_go_programs(), sep="\n")
