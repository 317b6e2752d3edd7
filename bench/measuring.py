"""The measures, in interleaved rounds: each row of one server stands beside the same row of the other, moments apart."""

import shutil
import sys
from dataclasses import dataclass, field

from bench import images, load, rates, transfers
from bench.transfers import MIB, Registry
from bench.usage import Meter

GB = 1e9
# What a round writes for each MiB of layer: both servers twice, docker's copies, and the layer itself.
COPIES = 6


@dataclass(frozen=True)
class Plan:
    seconds: float  # of each rate
    rounds: int  # of rates
    transfers: int  # rounds of layers raw
    pushes: int  # rounds of docker push
    layer: int  # MiB
    pushed: int  # MiB, by docker


FULL = Plan(seconds=2, rounds=5, transfers=3, pushes=3, layer=1024, pushed=1024)
QUICK = Plan(seconds=0.7, rounds=3, transfers=1, pushes=1, layer=256, pushed=64)


@dataclass(frozen=True)
class Row:
    name: str
    unit: str
    more_is_better: bool


@dataclass
class Figures:
    """What was measured: row -> name of the server -> values, one a round. Rows stand in the order of their first value."""

    rows: dict = field(default_factory=dict)

    def add(self, name, unit, server, value, *, more_is_better=False):
        row = Row(name, unit, more_is_better)
        self.rows.setdefault(row, {}).setdefault(server.name, []).append(value)


def require_room(folder, plan):
    rounds = plan.layer * plan.transfers + plan.pushed * plan.pushes
    needed = rounds * MIB * COPIES
    free = shutil.disk_usage(folder).free
    if free < needed:
        sys.exit(
            f"{folder} has {free / GB:.0f} GB free and this needs {needed / GB:.0f}. "
            "Take --quick, or a smaller --layer, or another TMPDIR."
        )


def say(text):
    print(text, file=sys.stderr, flush=True)


def interleaved(servers, rounds):
    """(round, server): A B, B A, A B, …"""
    for number in range(rounds):
        for server in servers if number % 2 == 0 else servers[::-1]:
            yield number, server


def measure_rates(servers, plan, figures):
    berth = servers[0]
    pushed = {server: rates.push_image(server) for server in servers}
    for name, steps_of in rates.REQUESTS.items():
        for connections in rates.CONNECTIONS:
            title = f"{name}, {connections} connection{'s'[: connections > 1]}"
            say(title)
            for _, server in interleaved(servers, plan.rounds):
                steps = steps_of(server, pushed[server], berth)
                if not steps:
                    continue
                with Meter(server) as meter:
                    result = load.run(
                        steps, connections=connections, seconds=plan.seconds
                    )
                note(figures, title, server, result)
                if is_alone(steps):
                    figures.add(
                        f"{title}, processor",
                        "us/request",
                        server,
                        meter.processor / result.requests * 1e6,
                    )


def is_alone(steps):
    """Only one server worked: its processor time is that of these requests."""
    return len({step.address for step in steps}) == 1


def note(figures, title, server, result):
    figures.add(title, "requests/s", server, result.rate, more_is_better=True)
    figures.add(f"{title}, p50", "ms", server, result.milliseconds(50))
    figures.add(f"{title}, p99", "ms", server, result.milliseconds(99))


def measure_transfers(servers, plan, figures, folder):
    size = text_of(plan.layer)
    ways = {
        f"push {size} in chunks": Registry.push_in_chunks,
        f"push {size} at once": Registry.push_at_once,
        f"pull {size}": Registry.pull,
    }
    for number in range(plan.transfers):
        layers = {}
        for title, way in ways.items():
            say(f"{title}, round {number + 1}")
            if way is not Registry.pull:
                layers = {
                    server: transfers.make_layer(
                        folder / f"layer-{server.name}", plan.layer * MIB
                    )
                    for server in servers
                }
            for server in servers if number % 2 == 0 else servers[::-1]:
                transfer(way, title, server, layers[server], figures)


def transfer(way, title, server, layer, figures):
    registry = Registry(
        server.host, "bench/layers", server.authorization("bench/layers")
    )
    with Meter(server) as meter:
        way(registry, layer)
    figures.add(
        title, "MB/s", server, layer.size / 1e6 / meter.seconds, more_is_better=True
    )
    figures.add(
        f"{title}, processor", "s/GB", server, meter.processor / (layer.size / GB)
    )


def measure_pushes(servers, plan, figures, folder):
    missing = images.is_possible()
    if missing:
        say(f"Without docker push: {missing}")
        return
    size = text_of(plan.pushed)
    with images.Pusher(folder / "docker", servers) as pusher:
        for number in range(plan.pushes):
            say(f"docker push {size}, round {number + 1}")
            pusher.make_image(plan.pushed * MIB, number)
            for server in servers if number % 2 == 0 else servers[::-1]:
                push(pusher, server, number, f"docker push {size}", figures)
            pusher.remove_image(number)


def push(pusher, server, number, title, figures):
    with Meter(server) as meter:
        figures.add(title, "s", server, pusher.push(server, number))
    figures.add(f"{title}, processor of the registry", "s", server, meter.processor)
    for _ in range(3):
        figures.add("docker push again", "s", server, pusher.push(server, number))


def text_of(mebibytes):
    return f"{mebibytes // 1024} GiB" if mebibytes % 1024 == 0 else f"{mebibytes} MiB"
