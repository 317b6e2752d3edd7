"""`make conformance`: a program of the user's finds a hub, and a person who may push to it."""

import json
import subprocess
import sys

import pytest

from tests.services.hub import ROOT
from tests.services.processes import free_port

PROGRAM = """#!{python}
import base64, json, os, sys
from urllib.request import Request, urlopen
name, password = os.environ["OCI_USERNAME"], os.environ["OCI_PASSWORD"]
basic = base64.b64encode(f"{{name}}:{{password}}".encode()).decode()
upload = Request(
    f"{{os.environ['OCI_ROOT_URL']}}/v2/{{os.environ['OCI_NAMESPACE']}}/blobs/uploads/",
    method="POST", headers={{"Authorization": f"Basic {{basic}}", "Content-Length": "0"}},
)
with urlopen(upload) as answer:
    print(json.dumps({{"status": answer.status, **os.environ}}))
sys.exit(3)
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    program = tmp_path_factory.mktemp("suite") / "conformance"
    program.write_text(PROGRAM.format(python=sys.executable))
    program.chmod(0o755)
    return subprocess.run(
        [sys.executable, "-m", "bench", "conformance", "--port", str(free_port())]
        + [program],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
    )


def test_it_may_push(ran):
    said = json.loads(ran.stdout.splitlines()[-1])

    assert said["status"] == 202
    assert said["OCI_TEST_PUSH"] == "1"
    assert said["OCI_ROOT_URL"].endswith(said["OCI_REGISTRY"])


def test_its_exit_code_is_passed_on(ran):
    assert ran.returncode == 3


def test_it_says_what_is_no_program(tmp_path):
    finished = subprocess.run(
        [sys.executable, "-m", "bench", "conformance", tmp_path / "missing"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )

    assert finished.returncode == 1
    assert "SUITE=PATH" in finished.stderr
