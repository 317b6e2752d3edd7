"""The measures, in interleaved rounds: each row of one server stands beside the same row of the other, moments apart."""

import os
import shutil
import sys
from dataclasses import dataclass, field

from bench import images, load, rates, transfers
from bench.transfers import MIB, Registry
from bench.usage import Meter, memory

GB = 1e9
IMAGE_LAYERS = 10


@dataclass(frozen=True)
class Plan:
    seconds: float  # of each rate
    rounds: int  # of rates
    transfers: int  # rounds of layers raw
    pushes: int  # rounds of docker push and pull
    layer: int  # MiB
    pushed: int  # MiB, each of docker's ten layers

    def bytes(self, servers):
        """What the servers and docker write to the disk, about."""
        raw = self.transfers * 2 * self.layer * (servers + 1)
        docker = self.pushes * IMAGE_LAYERS * self.pushed * (servers + 3)
        return (raw + docker) * MIB


FULL = Plan(seconds=2, rounds=3, transfers=3, pushes=3, layer=1024, pushed=50)
QUICK = Plan(seconds=0.7, rounds=1, transfers=1, pushes=1, layer=256, pushed=10)


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


def require_room(folder, plan, servers):
    needed, free = plan.bytes(servers), shutil.disk_usage(folder).free
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


def measure_rates(servers, plan, figures, folder):
    pushed = {server: rates.push_image(server) for server in servers}
    for name, step_of in rates.REQUESTS.items():
        for connections in rates.CONNECTIONS:
            title = f"{name}, {connections} connection{'s'[: connections > 1]}"
            say(title)
            for _, server in interleaved(servers, plan.rounds):
                if step := step_of(server, pushed[server]):
                    rate(server, step, connections, plan.seconds, title, figures)


def rate(server, step, connections, seconds, title, figures):
    with Meter(server) as meter:
        result = load.run([step], connections=connections, seconds=seconds)
    used = meter.processor / result.requests
    figures.add(title, "requests/s", server, result.rate, more_is_better=True)
    figures.add(f"{title}, CPU", "µs/request", server, used * 1e6)
    figures.add(f"{title}, p50", "ms", server, result.milliseconds(50))
    figures.add(f"{title}, p99", "ms", server, result.milliseconds(99))


def measure_layers(servers, plan, figures, folder):
    size = text_of(plan.layer)
    ways = {
        f"push {size}, chunked": Registry.push_in_chunks,
        f"push {size}, with a length": Registry.push_at_once,
        f"pull {size}": Registry.pull,
    }
    for number in range(plan.transfers):
        for title, way in ways.items():
            say(f"{title}, round {number + 1}")
            if way is not Registry.pull:
                layer = transfers.make_layer(folder / "layer", plan.layer * MIB)
            for server in servers if number % 2 == 0 else servers[::-1]:
                transfer(way, title, server, layer, figures)


def transfer(way, title, server, layer, figures):
    name = "bench/layers"
    registry = Registry(server.host, name, server.authorization(name))
    # What the one before left to be written must not slow this one.
    os.sync()
    warm_page_cache(server.folder / "warm", layer.size)
    with Meter(server) as meter:
        way(registry, layer)
    speed = layer.size / 1e6 / meter.seconds
    figures.add(title, "MB/s", server, speed, more_is_better=True)
    used = meter.processor / (layer.size / GB)
    figures.add(f"{title}, CPU", "s/GB", server, used)


def warm_page_cache(path, size):
    """The host of a virtual machine gives memory when it is first written to, ten times as slowly as memory that the page
    cache just let go: without this a server would pay for it or not, by chance."""
    with path.open("wb") as file:
        for _ in range(size // MIB):
            file.write(bytes(MIB))
    path.unlink()


def measure_docker(servers, plan, figures, folder):
    if missing := images.missing():
        say(f"Without docker push: {missing}")
        return
    title = docker_title(plan)
    with images.Client(folder / "docker", servers) as client:
        for number in range(plan.pushes):
            say(f"docker push and pull, {title}, round {number + 1}")
            order = servers if number % 2 == 0 else servers[::-1]
            client.make_image(IMAGE_LAYERS, plan.pushed * MIB, number)
            for server in order:
                docker(client, "push", server, number, plan, figures)
                again = client.timed("push", server, f"{number}-again")
                figures.add("docker push again, new tag", "s", server, again)
            for server in order:
                client.remove_image(server, number)
                client.remove_image(server, f"{number}-again")
            for server in order:
                docker(client, "pull", server, number, plan, figures)
                client.remove_image(server, number)


def docker_title(plan):
    return f"{IMAGE_LAYERS} layers of {text_of(plan.pushed)}"


def docker(client, action, server, tag, plan, figures):
    title = docker_title(plan)
    os.sync()
    warm_page_cache(server.folder / "warm", IMAGE_LAYERS * plan.pushed * MIB)
    with Meter(server) as meter:
        seconds = client.timed(action, server, tag)
    figures.add(f"docker {action}, {title}", "s", server, seconds)
    figures.add(f"docker {action}, CPU of the registry", "s", server, meter.processor)


def measure_memory(servers, figures, peak):
    for server in servers:
        now = memory(server.pid) / MIB
        figures.add("memory of all processes, afterwards", "MiB", server, now)
        most = peak.bytes[server] / MIB
        figures.add("memory of all processes, at most", "MiB", server, most)


PARTS = {"rates": measure_rates, "layers": measure_layers, "docker": measure_docker}


def text_of(mebibytes):
    return f"{mebibytes // 1024} GiB" if mebibytes % 1024 == 0 else f"{mebibytes} MiB"
