"""`python -m bench` with bench, crowd, scale, pages, profile ROW or conformance PROGRAM; see bench/README.md."""

import argparse
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bench import berth, conformance, crowd, measuring, pages, profiling, scale, table
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
        if options.what == "pages":
            return pages.run(Path(folder), options.repositories, options.people)
        if options.what == "scale":
            return scale.run(
                folder=Path(folder),
                port=options.port,
                sizes=options.tags,
                server=options.server,
            )
        return bench(options, Path(folder))


def parse():
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parsers = parser.add_subparsers(dest="what", required=True)
    add_bench(parsers)
    add_conformance(parsers)
    add_crowd(parsers)
    add_scale(parsers)
    add_pages(parsers)
    add_profile(parsers)
    return parser.parse_args()


def add_bench(parsers):
    parser = parsers.add_parser("bench", help="Berth beside its peers")
    add_port(parser)
    add_server(parser)
    parser.add_argument("--quick", action="store_true", help="two minutes, less exact")
    parser.add_argument(
        "--only", choices=measuring.PARTS, help="one part of the measures"
    )
    parser.add_argument("--layer", type=int, metavar="MIB", help="size of the layers")
    parser.add_argument("--json", type=Path, metavar="FILE", help="every round, too")
    parser.add_argument(
        "--write", action="store_true", help="put the table into bench/README.md"
    )


def add_conformance(parsers):
    parser = parsers.add_parser("conformance", help="run an OCI conformance program")
    add_port(parser)
    parser.add_argument("program", type=Path)
    parser.add_argument(
        "--pair",
        choices=["files", "s3"],
        default="files",
        help="SQLite and files (default), or PostgreSQL and S3",
    )


def add_crowd(parsers):
    parser = parsers.add_parser(
        "crowd", help="small requests among idle, slow and stalled clients"
    )
    add_port(parser)
    add_server(parser)


def add_port(parser):
    parser.add_argument(
        "--port", type=int, default=8290, help="the first of four (default: 8290)"
    )


def add_server(parser):
    parser.add_argument(
        "--server",
        choices=[*berth.SERVERS, "both"],
        default="both",
        help="what serves Berth (default: both)",
    )


def add_scale(parsers):
    parser = parsers.add_parser(
        "scale", help="what requests cost at a thousand tags and more"
    )
    add_port(parser)
    parser.add_argument("--server", choices=berth.SERVERS, default="gunicorn")
    parser.add_argument(
        "--tags", type=int, nargs="+", default=[1000, 1_000_000], metavar="N"
    )


def add_pages(parsers):
    parser = parsers.add_parser(
        "pages", help="what search and lists cost with many repositories"
    )
    parser.add_argument("--repositories", type=int, default=100_000, metavar="N")
    parser.add_argument("--people", type=int, default=10_000, metavar="N")


def add_profile(parsers):
    parser = parsers.add_parser("profile", help="where the time of a row goes")
    add_port(parser)
    parser.add_argument("row", choices=profiling.ROWS)


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
    chosen = berth.SERVERS if options.server == "both" else [options.server]
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
