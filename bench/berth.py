"""Berth, started by the command behind `make serve`, with a person who has an access token."""

import base64
import contextlib
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from bench.transfers import address_of
from tests.services.processes import Server

ROOT = Path(__file__).parent.parent
SERVERS = ("gunicorn", "granian")
OWNER = "bench"
PASSWORD = "harbour-crane-77"  # of a hub that lives as long as a measurement


class Berth:
    def __init__(self, folder, port, server="gunicorn", **environment):
        self.name = f"Berth ({server})"
        self.folder = Path(folder)
        self.host = f"localhost:{port}"
        self.url = f"http://{self.host}"
        surroundings = {k: v for k, v in os.environ.items() if k not in OURS}
        self.environment = surroundings | {
            "HUB_DATA_DIR": str(self.folder / "data"),
            "HUB_PORT": str(port),
            "HUB_SERVER": server,
            **environment,
        }
        self.server = Server(
            [sys.executable, "manage.py", "serve"],
            log=self.folder / "berth.log",
            ready=self.is_ready,
            env=self.environment,
            cwd=ROOT,
        )

    def start(self):
        refuse_a_taken_port(self.host)
        self.server.start()
        self.manage(
            "add_user",
            OWNER,
            *("--email", "bench@berth.example", "--password-file", "-"),
            input=f"{PASSWORD}\n",
        )
        self.secret = self.manage(
            "add_token", OWNER, "--label", "bench", "--scope", "repo:admin"
        ).strip()
        return self

    def stop(self):
        self.server.stop(seconds=60)

    @property
    def pid(self):
        return self.server.process.pid

    def is_ready(self):
        try:
            with urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def manage(self, *arguments, **options):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            check=True,
            text=True,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=self.environment,
            **options,
        ).stdout

    # As clients get in

    @property
    def basic(self):
        pair = f"{OWNER}:{self.secret}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"

    def token_path(self, *scopes):
        asked = [("service", self.host), *(("scope", scope) for scope in scopes)]
        return f"/token?{urlencode(asked)}"

    def bearer(self, *scopes):
        """A token of five minutes; ask anew for each measure."""
        request = Request(
            self.url + self.token_path(*scopes), headers={"Authorization": self.basic}
        )
        with urlopen(request, timeout=30) as answer:
            return f"Bearer {json.load(answer)['token']}"

    def authorization(self, repository, actions="pull,push"):
        return self.bearer(f"repository:{repository}:{actions}")

    def credentials(self):
        """For `docker login`."""
        return OWNER, self.secret


def refuse_a_taken_port(host):
    """What answers there already would be measured instead."""
    with contextlib.suppress(OSError), socket.create_connection(address_of(host), 1):
        sys.exit(f"{host} is in use. Choose another: --port.")


# What stands in the environment for another hub must not reach this one.
OURS = {name for name in os.environ if name.startswith(("HUB_", "DATABASE_URL"))}
