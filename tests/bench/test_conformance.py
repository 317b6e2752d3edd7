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
    print(json.dumps({{"status": answer.status, **answer.headers, **os.environ}}))
sys.exit(3)
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    return run(tmp_path_factory, "--port", str(free_port()))


def run(tmp_path_factory, *options):
    program = tmp_path_factory.mktemp("suite") / "conformance"
    program.write_text(PROGRAM.format(python=sys.executable))
    program.chmod(0o755)
    return subprocess.run(
        [sys.executable, "-m", "bench", "conformance", *options, program],
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
    assert "OCI-Chunk-Min-Length" not in said


@pytest.mark.one_pair
@pytest.mark.needs("postgresql", "versitygw")
def test_it_may_push_to_the_other_pair_of_stores(tmp_path_factory):
    ran = run(tmp_path_factory, "--pair", "s3", "--port", str(free_port()))

    said = json.loads(ran.stdout.splitlines()[-1])
    assert said["status"] == 202
    # Only such a store has a size of chunk that it likes.
    assert said["OCI-Chunk-Min-Length"] == str(5 * 1024 * 1024)


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
