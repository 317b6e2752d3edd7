"""`python -m bench bench` and `python -m bench conformance PROGRAM`; see docs/bench.md."""

import argparse
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bench import conformance, measuring, table
from bench.berth import Berth
from bench.debian import DebianRegistry
from bench.usage import Peak
from tests.services import machine

MIB = 1024 * 1024


def main():
    options = parse()
    with tempfile.TemporaryDirectory(prefix="berth-bench-") as folder:
        if options.what == "conformance":
            return conformance.run(
                options.program, Path(folder), options.port, options.pair
            )
        return bench(options, Path(folder))


def parse():
    ports = argparse.ArgumentParser(add_help=False)
    ports.add_argument(
        "--port", type=int, default=8290, help="the first of three (default: 8290)"
    )
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parsers = parser.add_subparsers(dest="what", required=True)
    one = parsers.add_parser(
        "bench", parents=[ports], help="Berth beside Debian's docker-registry"
    )
    one.add_argument("--quick", action="store_true", help="two minutes, less exact")
    one.add_argument("--only", choices=PARTS, help="one part of the measures")
    one.add_argument("--layer", type=int, metavar="MIB", help="size of the layers")
    one.add_argument("--json", type=Path, metavar="FILE", help="every round, too")
    two = parsers.add_parser(
        "conformance", parents=[ports], help="run an OCI conformance program"
    )
    two.add_argument("program", type=Path)
    two.add_argument(
        "--pair",
        choices=["files", "s3"],
        default="files",
        help="SQLite and files (default), or PostgreSQL and S3",
    )
    return parser.parse_args()


def bench(options, folder):
    program = machine.program("docker-registry")
    if program is None:
        sys.exit("needs docker-registry: apt-get install docker-registry")
    plan = plan_of(options)
    measuring.require_room(folder, plan)
    servers = [
        Berth(folder / "berth", options.port),
        DebianRegistry(program, folder / "debian", options.port + 1, options.port + 2),
    ]
    figures = measuring.Figures()
    with ExitStack() as stack:
        for server in servers:
            stack.callback(server.stop)
            server.start()
        peak = stack.enter_context(Peak(servers))
        try:
            for part in [options.only] if options.only else PARTS:
                PARTS[part](servers, plan, figures, folder)
        finally:
            for server in servers:
                figures.add(
                    "memory, most of all processes",
                    "MiB",
                    server,
                    peak.bytes[server] / MIB,
                )
            report(figures, plan, servers, options.json)
    return 0


def plan_of(options):
    plan = measuring.QUICK if options.quick else measuring.FULL
    if options.layer:
        plan = replace(plan, layer=options.layer, pushed=options.layer)
    return plan


PARTS = {
    "rates": lambda servers, plan, figures, folder: measuring.measure_rates(
        servers, plan, figures
    ),
    "layers": measuring.measure_transfers,
    "docker": measuring.measure_pushes,
}


def report(figures, plan, servers, file):
    print("\n".join(table.lines(figures, [server.name for server in servers])))
    if file:
        file.write_text(table.as_json(figures, plan))


if __name__ == "__main__":
    sys.exit(main())
