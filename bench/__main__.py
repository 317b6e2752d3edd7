"""`python -m bench` with bench, crowd, scale, profile ROW or conformance PROGRAM; see bench/README.md."""

import argparse
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bench import berth, conformance, crowd, measuring, profiling, scale, table
from bench.peers import PEERS
from bench.usage import Peak


def main():
    options = parse()
    with tempfile.TemporaryDirectory(prefix="berth-bench-") as folder:
        if options.what == "conformance":
            return conformance.run(
                options.program, Path(folder), options.port, options.pair
            )
        if options.what == "crowd":
            return crowd.run(berths(options, Path(folder)), Path(folder))
        if options.what == "profile":
            return profiling.run(
                folder=Path(folder), port=options.port, row=options.row
            )
        if options.what == "scale":
            return scale.run(
                folder=Path(folder),
                port=options.port,
                sizes=options.tags,
                server=options.server,
            )
        return bench(options, Path(folder))


def parse():
    ports = argparse.ArgumentParser(add_help=False)
    ports.add_argument(
        "--port", type=int, default=8290, help="the first of four (default: 8290)"
    )
    server = argparse.ArgumentParser(add_help=False)
    server.add_argument(
        "--server",
        choices=["gunicorn", "granian", "both"],
        default="both",
        help="what serves Berth (default: both, where both are offered)",
    )
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parsers = parser.add_subparsers(dest="what", required=True)
    one = parsers.add_parser(
        "bench", parents=[ports, server], help="Berth beside its peers"
    )
    one.add_argument("--quick", action="store_true", help="two minutes, less exact")
    one.add_argument("--only", choices=measuring.PARTS, help="one part of the measures")
    one.add_argument("--layer", type=int, metavar="MIB", help="size of the layers")
    one.add_argument("--json", type=Path, metavar="FILE", help="every round, too")
    one.add_argument(
        "--write", action="store_true", help="put the table into bench/README.md"
    )
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
    parsers.add_parser(
        "crowd",
        parents=[ports, server],
        help="small requests among idle, slow and stalled clients",
    )
    three = parsers.add_parser(
        "scale", parents=[ports], help="what requests cost at a thousand tags and more"
    )
    three.add_argument("--server", choices=berth.servers(), default="gunicorn")
    three.add_argument(
        "--tags", type=int, nargs="+", default=[1000, 1_000_000], metavar="N"
    )
    four = parsers.add_parser(
        "profile", parents=[ports], help="where the time of a row goes"
    )
    four.add_argument("row", choices=profiling.ROWS)
    return parser.parse_args()


def bench(options, folder):
    plan = plan_of(options)
    ours = berths(options, folder)
    theirs = peers(folder, options.port + len(ours))
    servers = ours + theirs
    measuring.require_room(folder, plan, len(servers))
    figures = measuring.Figures()
    with ExitStack() as stack:
        for server in servers:
            stack.callback(server.stop)
            server.start()
        peak = stack.enter_context(Peak(servers))
        try:
            for part in [options.only] if options.only else measuring.PARTS:
                measuring.PARTS[part](servers, plan, figures, folder)
            measuring.measure_memory(servers, figures, peak)
        finally:
            report(figures, plan, ours, theirs, options)
    return 0


def plan_of(options):
    plan = measuring.QUICK if options.quick else measuring.FULL
    return replace(plan, layer=options.layer) if options.layer else plan


def berths(options, folder):
    offered = berth.servers()
    chosen = offered if options.server == "both" else [options.server]
    if set(chosen) - set(offered):
        sys.exit(f"Berth is not offered with {options.server} here.")
    return [
        berth.Berth(folder / name, options.port + number, name)
        for number, name in enumerate(chosen)
    ]


def peers(folder, port):
    """Those that this machine has; what it lacks is named."""
    found = []
    for peer in PEERS:
        if peer.program():
            found.append(peer(folder / peer.name, port + len(found)))
        else:
            measuring.say(f"Without {peer.name}: {peer.how}")
    return found


def report(figures, plan, ours, theirs, options):
    names = [server.name for server in ours], [server.name for server in theirs]
    text = "\n".join(table.lines(figures, *names))
    print(text)
    if options.json:
        options.json.write_text(table.as_json(figures, plan))
    if options.write:
        table.write(text)


if __name__ == "__main__":
    sys.exit(main())
