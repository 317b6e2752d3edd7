"""Images made by hand, so that a test says which layers are shared and how large they are. No two layers are alike."""

import hashlib
import io
import json
import os
import tarfile
from dataclasses import dataclass
from pathlib import Path

KIB = 1024
ARCHITECTURES = ("amd64", "arm64")


@dataclass(frozen=True)
class Layer:
    """`size` is what of it no compression makes smaller, in bytes."""

    tar: bytes
    size: int

    @property
    def digest(self):
        return "sha256:" + hashlib.sha256(self.tar).hexdigest()


def layer(size=64 * KIB) -> Layer:
    """One file of random bytes."""
    content = os.urandom(size)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        tar.addfile(entry(f"file-{content[:4].hex()}", content), io.BytesIO(content))
    return Layer(buffer.getvalue(), size)


def entry(name, content):
    info = tarfile.TarInfo(name)
    info.size = len(content)
    return info


def config(layers, architecture="amd64") -> bytes:
    return json.dumps(
        {
            "architecture": architecture,
            "os": "linux",
            "config": {"Cmd": ["/app"]},
            "rootfs": {"type": "layers", "diff_ids": [one.digest for one in layers]},
        }
    ).encode()


def docker_archive(*layers, names) -> bytes:
    """What `docker load` takes."""
    files = {"config.json": config(layers)}
    files |= {f"{n}.tar": one.tar for n, one in enumerate(layers)}
    listed = [f"{n}.tar" for n in range(len(layers))]
    described = {"Config": "config.json", "RepoTags": names, "Layers": listed}
    files["manifest.json"] = json.dumps([described]).encode()
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name, content in files.items():
            tar.addfile(entry(name, content), io.BytesIO(content))
    return buffer.getvalue()


class Layout:
    """An OCI image layout: a folder that skopeo, podman and buildah read as `oci:FOLDER`."""

    def __init__(self, folder):
        self.folder = Path(folder)
        (self.folder / "blobs/sha256").mkdir(parents=True)
        (self.folder / "oci-layout").write_text('{"imageLayoutVersion":"1.0.0"}')
        self.layers, self.digest = [], None

    def __str__(self):
        return f"oci:{self.folder}"

    def add_image(self, *layers):
        self.layers = layers
        return self.refer_to(self.manifest(layers, "amd64"))

    def add_index(self, *, architectures=ARCHITECTURES):
        """One image for each, under one name."""
        children = [
            self.manifest([layer()], name)
            | {"platform": {"os": "linux", "architecture": name}}
            for name in architectures
        ]
        index = {
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.index.v1+json",
            "manifests": children,
        }
        return self.refer_to(self.document(index))

    def add_artifact(self, content, media_type):
        """One blob that is no layer, in the shape of an image."""
        return self.refer_to(
            self.describe([self.blob(content, media_type)], config([]))
        )

    def manifest(self, layers, architecture):
        blobs = [
            self.blob(one.tar, "application/vnd.oci.image.layer.v1.tar")
            for one in layers
        ]
        return self.describe(blobs, config(layers, architecture))

    def describe(self, blobs, config):
        described = {
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": self.blob(config, "application/vnd.oci.image.config.v1+json"),
            "layers": blobs,
        }
        return self.document(described)

    def document(self, described):
        return self.blob(json.dumps(described).encode(), described["mediaType"])

    def blob(self, content, media_type):
        digest = hashlib.sha256(content).hexdigest()
        (self.folder / "blobs/sha256" / digest).write_bytes(content)
        return {
            "mediaType": media_type,
            "digest": f"sha256:{digest}",
            "size": len(content),
        }

    def read(self):
        """What a client wrote here."""
        index = json.loads((self.folder / "index.json").read_text())
        self.digest = index["manifests"][0]["digest"]

    def refer_to(self, descriptor):
        (self.folder / "index.json").write_text(
            json.dumps({"schemaVersion": 2, "manifests": [descriptor]})
        )
        self.digest = descriptor["digest"]
        return self.digest


def config_digest(folder):
    """Of the one image in a layout that a client wrote."""
    index = json.loads((folder / "index.json").read_text())
    digest = index["manifests"][0]["digest"]
    manifest = json.loads((folder / "blobs/sha256" / digest[7:]).read_text())
    return manifest["config"]["digest"]
