"""What requests cost at a thousand tags, and at a million: the same hub, measured, filled further, and measured again."""

import os
import subprocess
import sys
import time
from statistics import median
from types import SimpleNamespace

from bench import load, table
from bench.berth import ROOT, Berth
from bench.fill import NAME, OWNER
from bench.measuring import Figures, say
from bench.rates import ACCEPT
from bench.transfers import Registry, address_of, digest_of
from bench.usage import Meter

REPOSITORY = f"{OWNER}/{NAME}"
SECONDS = 2
PUSHES = 50


def run(*, folder, port, sizes, server):
    database = os.environ.get("DATABASE_URL")
    berth = Berth(
        folder / "berth",
        port,
        server,
        **({"DATABASE_URL": database} if database else {}),
    )
    figures, names = Figures(), [f"{size:,} tags" for size in sizes]
    try:
        berth.start()
        push(berth, "probe", b"probe")
        for before, size, name in zip([0, *sizes], sizes, names, strict=False):
            say(f"Filling up to {name}")
            fill(berth, before, size)
            measure(berth, SimpleNamespace(name=name), figures)
    finally:
        berth.stop()
    print("\n".join(table.lines(figures, names[-1:], names[:-1])))
    return 0


def fill(berth, first, last):
    subprocess.run(
        [sys.executable, "-m", "bench.fill", str(first), str(last)],
        check=True,
        cwd=ROOT,
        env=berth.environment,
    )


def measure(berth, size, figures):
    probe = push(berth, "probe", b"probe")
    root = f"/v2/{REPOSITORY}"
    requests = {
        "manifest GET by tag": ("GET", f"{root}/manifests/probe"),
        "manifest GET by digest": ("GET", f"{root}/manifests/{probe.manifest}"),
        "manifest HEAD by tag": ("HEAD", f"{root}/manifests/probe"),
        "blob HEAD": ("HEAD", f"{root}/blobs/{probe.layer}"),
        "tags, a page of 100 in the middle": (
            "GET",
            f"{root}/tags/list?n=100&last=tag-5",
        ),
        "catalog, a page of 100 in the middle": (
            "GET",
            f"/v2/_catalog?n=100&last={OWNER}/other-5",
        ),
    }
    for title, (method, path) in requests.items():
        say(f"{title}, {size.name}")
        rate(berth, method, path, title, size, figures)
    say(f"push of a small image, {size.name}")
    figures.add("push of a small image", "ms", size, median(pushes(berth, size)))


def rate(berth, method, path, title, size, figures):
    scopes = (
        ("registry:catalog:*",)
        if "_catalog" in path
        else (f"repository:{REPOSITORY}:pull",)
    )
    step = load.Step(
        address_of(berth.host),
        load.request(
            method,
            path,
            host=berth.host,
            headers={
                "Accept": ACCEPT,
                "Authorization": berth.bearer(*scopes),
                # Nothing that is remembered answers a condition: the database is asked each time.
                "If-None-Match": '"another"',
            },
        ),
        has_body=method != "HEAD",
    )
    with Meter(berth) as meter:
        result = load.run([step], connections=1, seconds=SECONDS)
    figures.add(
        f"{title}, CPU", "µs/request", size, meter.processor / result.requests * 1e6
    )
    figures.add(f"{title}, p50", "ms", size, result.milliseconds(50))


def pushes(berth, size):
    """Milliseconds of each."""
    for number in range(PUSHES):
        began = time.perf_counter()
        push(berth, f"small-{number}", f"{size.name} {number}".encode())
        yield (time.perf_counter() - began) * 1000


def push(berth, tag, content):
    registry = Registry(berth.host, REPOSITORY, berth.authorization(REPOSITORY))
    config, layer = (registry.push_bytes(part + content) for part in (b"{}", b"layer "))
    manifest = registry.put_manifest(
        tag, config=(config, len(content) + 2), layers=[(layer, len(content) + 6)]
    )
    return SimpleNamespace(layer=layer, manifest=digest_of(manifest))
