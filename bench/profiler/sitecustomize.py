"""On PYTHONPATH it profiles the threads of every Python process by the processor's time; see bench/profiling.py.

What each thread did so far stands in a file in BENCH_PROFILE, written anew every second: a worker that is killed has
written too.
"""

import cProfile
import marshal
import os
import sys
import threading
import time
from pathlib import Path

profiles = []


def profile_this_thread(*_):
    # Called for the first thing a new thread does; enabling takes its own place.
    profile = cProfile.Profile(time.thread_time)
    profiles.append(profile)
    profile.enable()


def write_on():
    sys.setprofile(None)  # a fork's threads begin with what its parent set
    folder = Path(os.environ["BENCH_PROFILE"])
    while True:
        time.sleep(1)
        for number, profile in enumerate(list(profiles)):
            # Not create_stats, which would end it.
            profile.snapshot_stats()
            if profile.stats:
                file = folder / f"{os.getpid()}-{number}"
                file.write_bytes(marshal.dumps(profile.stats))


def begin():
    profiles.clear()
    threading.Thread(target=write_on, daemon=True, name="profiler").start()
    threading.setprofile(profile_this_thread)


if "BENCH_PROFILE" in os.environ:
    os.register_at_fork(after_in_child=begin)
    begin()
