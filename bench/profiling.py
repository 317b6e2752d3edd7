"""Where a hub spends the processor's time while it is asked for one row of the bench: `python -m bench profile ROW`.

Calls are counted and timed by cProfile in every thread that carries requests, which makes them two or three times as slow:
read the shares, not the seconds. Under gunicorn only: Granian's threads are not Python's to profile.
"""

import io
import os
import pstats
import time
from pathlib import Path

from bench import load, rates, transfers
from bench.berth import Berth
from bench.transfers import MIB, Registry

SECONDS = 10
CONNECTIONS = 8
LAYER = 1024 * MIB
SHOWN = 25
PROFILER = Path(__file__).parent / "profiler"
LAYERS = {
    "push, chunked": Registry.push_in_chunks,
    "push, with a length": Registry.push_at_once,
    "pull": Registry.pull,
}
ROWS = (*rates.REQUESTS, *LAYERS)


def run(*, folder, port, row):
    found = folder / "profile"
    found.mkdir()
    path = os.pathsep.join([str(PROFILER), os.environ.get("PYTHONPATH", "")])
    berth = Berth(folder / "berth", port, BENCH_PROFILE=str(found), PYTHONPATH=path)
    try:
        berth.start()
        ask(berth, row) if row in rates.REQUESTS else carry(berth, row, folder)
        time.sleep(2)  # until the profiler has written
    finally:
        berth.stop()
    text = io.StringIO()
    stats = pstats.Stats(*map(str, found.iterdir()), stream=text).strip_dirs()
    for order in ("tottime", "cumulative"):
        stats.sort_stats(order).print_stats(SHOWN)
    # Before it stand the names of its many files.
    print(text.getvalue()[text.getvalue().index(" function calls") - 10 :])
    return 0


def ask(berth, row):
    step = rates.REQUESTS[row](berth, rates.push_image(berth))
    load.run([step], connections=CONNECTIONS, seconds=SECONDS)


def carry(berth, row, folder):
    registry = Registry(berth.host, "bench/app", berth.authorization("bench/app"))
    layer = transfers.make_layer(folder / "layer", LAYER)
    if row == "pull":
        registry.push_at_once(layer)
    LAYERS[row](registry, layer)
