"""A hub as it could be on a good day, for the pictures in the README: real names, sizes, ages and pulls."""

import time
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest import mock

from django.utils import timezone

from hub.content import pulls
from hub.content.models import Blob, Manifest
from hub.events.dispatch import dispatch
from hub.namespaces.models import Namespace
from hub.oci import digests
from hub.repositories import services as repositories
from hub.repositories.models import Repository
from hub.statistics import sums
from hub.statistics.models import today
from tests.images import artifact, image, index, push
from tests.world import by, person, repository

PLATFORMS = ("linux/amd64", "linux/arm64/v8", "linux/arm/v7", "linux/s390x")
STATED = ["https://spdx.dev/Document", "https://slsa.dev/provenance/v1"]
OFFICIAL = {
    "memcached": ("Distributed memory object cache", "1.6.39", 3),
    "redis": ("In-memory data store", "8.4.0", 5),
    "postgres": ("Object-relational database", "18.1", 1),
    "python": ("Interpreted, interactive language", "3.14.1", 3),
    "alpine": ("Small distribution, a few megabytes", "3.23.0", 2),
    "golang": ("Compiled, garbage-collected language", "1.25.4", 2),
    "debian": ("The universal operating system", "13.2", 9),
    "nginx": ("HTTP server, reverse proxy and load balancer", "1.29.4", 2),
}
PEOPLES = {
    "bob/weather": ("Radar pictures of the last hour", "2.1.0", 1),
    "mina/recipes": ("A cook book with a search box", "0.9.2", 1),
    "harbour-works/tides": ("High and low water, as an API", "3.0.1", 0),
    "mina/paperless": ("Scans letters and finds them again", "1.14.0", 0),
    "bob/backup": ("Encrypted backups to any bucket", "4.2.0", 0),
}
DEBIAN = {"created_by": "# debian.sh --arch 'amd64' out/ 'trixie' '@1764547200'"}
BUILT = [
    DEBIAN,
    *({"created_by": words, "empty_layer": True} for words in (
        "ENV NODE_ENV=production PORT=8080",
        "WORKDIR /srv/app",
    )),
    {"created_by": "RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends "
     "ca-certificates nodejs && rm -rf /var/lib/apt/lists/* # buildkit"},
    {"created_by": "COPY package.json package-lock.json ./ # buildkit"},
    {"created_by": "RUN /bin/sh -c npm ci --omit=dev # buildkit"},
    {"created_by": "COPY dist/ ./dist/ # buildkit"},
    *({"created_by": words, "empty_layer": True} for words in (
        "EXPOSE map[8080/tcp:{}]",
        'CMD ["node" "dist/server.js"]',
    )),
]  # fmt: skip
# Of the layers of alice/app, after the one of its base.
SIZES = (41_900_000, 88_000, 17_300_000, 2_640_000)


@contextmanager
def ago(**past):
    """As if it were so long ago."""

    class Then(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) - timedelta(**past)

    with mock.patch.object(timezone, "datetime", Then):
        yield


def build():
    """Answers Alice, whose hub it is."""
    alice = person("alice")
    for name in ("bob", "mina", "harbour-works"):
        person(name)
    library = Namespace.objects.get(name="library")
    for name, (words, version, days) in OFFICIAL.items():
        one = repositories.create(
            namespace=library, name=name, description=words, by=by(alice)
        )
        release(one, alice, version, ["latest", version.partition(".")[0]], days=days)
    for name, (words, version, hours) in PEOPLES.items():
        one = repository(name, description=words)
        release(one, alice, version, ["latest"], hours=hours)
    build_app(
        repository("alice/app", description="Web front end for the ferry timetable"),
        alice,
    )
    while dispatch():
        pass
    return alice


def release(one, user, version, others, **past):
    base = [f"layer of {one.name}".encode()]
    if one.name == "debian":
        base = [layer_of_debian(platform) for platform in PLATFORMS]
    several = index(
        *(
            image(
                one.name,
                platform=platform,
                layers=[base[n % len(base)]],
                config={"history": [DEBIAN]},
            )
            for n, platform in enumerate(PLATFORMS)
        )
    )
    with ago(**past):
        for tag in (version, *others):
            push(one, several, by=by(user), tag=tag)
    resize(base, 29_800_000)


def layer_of_debian(platform):
    return f"debian of {platform}".encode()


def build_app(app, alice):
    for minor, (days, patch) in enumerate([(160, 3), (96, 1), (41, 4)], 1):
        version = f"1.{minor}.{patch}"
        with ago(days=days):
            push(app, of_app(version), by=by(alice), tag=version)
            push(app, of_app(version), by=by(alice), tag=f"1.{minor}")
    with ago(days=13):
        push(app, of_app("1.4.1"), by=by(alice), tag="1.4.1")
        push(app, of_app("1.4.1"), by=by(alice), tag="1.4")
        push(app, of_app("1.4.1"), by=by(alice), tag="latest")
    with ago(hours=5):
        newest = of_app("1.4.2")
        for tag in ("1.4.2", "1.4", "1", "latest"):
            push(app, newest, by=by(alice), tag=tag)
        push(
            app,
            artifact("application/vnd.dev.cosign.artifact.sig.v1+json", subject=newest),
            by=by(alice),
        )
        push(app, of_app("edge"), by=by(alice), tag="edge")
    Repository.objects.filter(pk=app.pk).update(star_count=37)
    pull(app)


def of_app(version):
    return index(
        *(
            image(
                f"{version} {platform}",
                platform=platform,
                layers=app_layers(version, platform),
                config={
                    "history": BUILT,
                    "created": "2026-11-21T18:04:11Z",
                    "config": {
                        "User": "node",
                        "Cmd": ["node", "dist/server.js"],
                        "Env": [
                            "PATH=/usr/local/bin:/usr/bin:/bin",
                            "NODE_ENV=production",
                            "PORT=8080",
                        ],
                        "ExposedPorts": {"8080/tcp": {}},
                        "WorkingDir": "/srv/app",
                    },
                },
            )
            for platform in PLATFORMS[:3]
        ),
        attestations=STATED,
    )


def app_layers(version, platform):
    own = [f"{part} of {version} for {platform}".encode() for part in range(len(SIZES))]
    some = 1 + sum(version.encode()) % 13 / 100
    for content, size in zip(own, SIZES, strict=True):
        LARGE[digests.of(content)] = int(size * some)
    return [layer_of_debian(platform), *own]


LARGE = {}


def resize(layers, size):
    LARGE.update({digests.of(layer): size for layer in layers})


def pull(app):
    counted = {}
    tags = {"latest": 52, "1.4.2": 21, "1.4": 12, "1.3.4": 9, "edge": 6}
    for day in range(90):
        busy = (
            260
            + (day * 37) % 120
            - 2 * day
            - (150 if (today() - timedelta(days=day)).weekday() > 4 else 0)
        )
        for number, (tag, share) in enumerate(tags.items()):
            for platform, part in (("linux/amd64", 71), ("linux/arm64/v8", 29)):
                client = ("docker", "containerd", "podman", "docker")[
                    (number + day) % 4
                ]
                one = (app.pk, today() - timedelta(days=day), tag, platform, client)
                counted[one] = max(busy, 40) * share * part // 10_000
    sums.add(counted)
    now = time.time()
    fetched = app.manifests.order_by("-pk").values_list("pk", flat=True)
    pulls.write_batch({pk: now - 70 * n**2 for n, pk in enumerate(fetched, 1)})


def enlarge():
    """What it would be if the layers were as large as real ones: only the rows say so."""
    for digest, size in LARGE.items():
        Blob.objects.filter(digest=digest).update(size=size)
    for manifest in Manifest.objects.filter(kind=Manifest.Kind.IMAGE):
        layers = manifest.blob_references.values_list("blob__size", flat=True)
        manifest.content_size = sum(layers)
        manifest.save(update_fields=["content_size"])
