"""A hub of its own, a person and a token, and a conformance program of the user's run against it.

The environment is that of opencontainers/distribution-spec: of release 1.1.1, and of the suite that follows it.
"""

import os
import subprocess
import sys

from bench.berth import ROOT, Berth

REPORTS = ROOT / "var" / "conformance"
CONFORMANCE = {
    # Release 1.1.1
    "OCI_TEST_PULL": "1",
    "OCI_TEST_PUSH": "1",
    "OCI_TEST_CONTENT_DISCOVERY": "1",
    "OCI_TEST_CONTENT_MANAGEMENT": "1",
    # The suite that follows it
    "OCI_TLS": "disabled",
    "OCI_VERSION": "1.1",
}


def run(program, folder, port):
    program = program.resolve()
    if not os.access(program, os.X_OK):
        sys.exit(
            f"{program} is no program. Build one and name it: make conformance SUITE=PATH"
        )
    berth = Berth(folder / "berth", port)
    try:
        berth.start()
        REPORTS.mkdir(parents=True, exist_ok=True)
        print(f"Reports go to {REPORTS}.", flush=True)
        return subprocess.run(
            [program], env=environment(berth), cwd=REPORTS, check=False
        ).returncode
    finally:
        berth.stop()


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
