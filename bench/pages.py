"""What search and list pages cost where there are many repositories: bench.browse, beside a PostgreSQL of its own."""

import os
import subprocess
import sys
from contextlib import ExitStack

from bench.berth import ROOT
from bench.measuring import say
from tests.services.postgresql import Cluster
from tests.services.processes import free_port

# As an operator gives a hub of that size; PostgreSQL's own is for a machine of 1998.
MEMORY = "512MB"


def run(folder, repositories, people):
    with ExitStack() as stack:
        url = os.environ.get("DATABASE_URL") or cluster(folder, stack).url
        say(f"Filling up to {repositories:,} repositories of {people:,} people")
        return subprocess.run(
            [sys.executable, "-m", "bench.browse", str(repositories), str(people)],
            cwd=ROOT,
            env=os.environ
            | {"DATABASE_URL": url, "HUB_DATA_DIR": str(folder / "data")},
            check=False,
        ).returncode


def cluster(folder, stack):
    # PostgreSQL runs as somebody else, who must come in.
    folder.chmod(0o755)
    made = Cluster(folder / "postgresql", free_port(), shared_buffers=MEMORY).start()
    stack.callback(made.stop)
    return made
