"""A setting that cannot be is refused at the start, with a sentence."""

import os
import subprocess
import sys

import pytest

from tests.services.hub import ROOT

pytestmark = pytest.mark.one_pair
DOMAIN = {"HUB_SIGN_UP": "domain"}
KNOWN = DOMAIN | {"HUB_SIGN_UP_DOMAINS": "harbour.example"}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"HUB_SIGN_UP": "odd"}, "HUB_SIGN_UP must be one of"),
        (DOMAIN, "HUB_SIGN_UP=domain needs HUB_SIGN_UP_DOMAINS"),
        (KNOWN, "HUB_SIGN_UP=domain needs EMAIL_URL"),
    ],
)
def test_the_hub_does_not_start(tmp_path, wrong, sentence):
    ended = start(tmp_path, **wrong)

    assert ended.returncode == 1
    assert ended.stderr.startswith(sentence)


def test_with_mail_a_domain_is_enough(tmp_path):
    ended = start(tmp_path, EMAIL_URL="smtp://mail.example:25", **KNOWN)

    assert ended.returncode == 0


def start(folder, **settings):
    """Whatever the hub does, it reads its settings first."""
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "HUB_DATA_DIR": str(folder), **settings},
    )
