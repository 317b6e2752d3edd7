"""A hub of its own, a person and a token, and a conformance program of the user's run against it.

The environment is that of opencontainers/distribution-spec: of release 1.1.1, and of the suite that follows it.
"""

import os
import subprocess
import sys
from contextlib import ExitStack

from bench.berth import ROOT, Berth
from tests.services import machine, pairs
from tests.services.postgresql import Cluster
from tests.services.processes import free_port
from tests.services.s3 import VersityGateway

REPORTS = ROOT / "var" / "conformance"
CONFORMANCE = {
    # Release 1.1.1
    "OCI_TEST_PULL": "1",
    "OCI_TEST_PUSH": "1",
    "OCI_TEST_CONTENT_DISCOVERY": "1",
    "OCI_TEST_CONTENT_MANAGEMENT": "1",
    # A mount without a source finds one by itself.
    "OCI_AUTOMATIC_CROSSMOUNT": "1",
    # The suite that follows it
    "OCI_TLS": "disabled",
    "OCI_VERSION": "1.1",
}


def run(program, folder, port, pair):
    program = program.resolve()
    if not os.access(program, os.X_OK):
        sys.exit(
            f"{program} is no program. Build one and name it: make conformance SUITE=PATH"
        )
    with ExitStack() as stack:
        berth = Berth(folder / "berth", port, **stores(pair, folder, stack))
        stack.callback(berth.stop)
        berth.start()
        REPORTS.mkdir(parents=True, exist_ok=True)
        print(f"Reports go to {REPORTS}.", flush=True)
        return subprocess.run(
            [program], env=environment(berth), cwd=REPORTS, check=False
        ).returncode


def stores(pair, folder, stack):
    """Settings of the pair that the tests know by this name; its servers stop with the stack."""
    if pair == "files":
        return {}
    if reason := machine.missing(pairs.NEEDS[pair]):
        sys.exit(reason)
    # PostgreSQL runs as somebody else, who must get in.
    folder.chmod(0o755)
    cluster = Cluster(folder / "postgresql", free_port())
    gateway = VersityGateway(folder / "s3", free_port())
    for server in (cluster, gateway):
        server.start()
        stack.callback(server.stop)
    gateway.make_bucket(pairs.BUCKET)
    return {"DATABASE_URL": cluster.url, "HUB_BLOBS_URL": gateway.url(pairs.BUCKET)}


def environment(berth):
    name, secret = berth.credentials()
    chosen = {
        "OCI_ROOT_URL": berth.url,
        "OCI_REGISTRY": berth.host,
        "OCI_REPO1": f"{name}/conformance",
        "OCI_REPO2": f"{name}/conformance-mounted",
        "OCI_NAMESPACE": f"{name}/conformance",
        "OCI_CROSSMOUNT_NAMESPACE": f"{name}/conformance-mounted",
        "OCI_USERNAME": name,
        "OCI_PASSWORD": secret,
        "OCI_REPORT_DIR": str(REPORTS),
        "OCI_RESULTS_DIR": str(REPORTS),
        **CONFORMANCE,
    }
    # What the user set wins: to run one workflow only, say.
    return {**chosen, **os.environ}
