"""The hub as it is served: a real gunicorn (or Granian), with its real configuration, over the database that the test uses."""

import os
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings

from hub.staff.management.commands.serve import WEB

from . import database
from .processes import Server, free_port

ROOT = Path(__file__).parent.parent.parent
READY_PATH = "/healthz"


class Hub:
    """`url` and `host` say where it is; `log_text()` what it wrote. Settings go in as in the environment."""

    def __init__(self, *, port=None, name="hub", **environment):
        self.port = port or free_port()
        self.host = f"localhost:{self.port}"
        self.url = f"http://{self.host}"
        self.environment = {
            **os.environ,
            "DATABASE_URL": database.url(),
            "HUB_PORT": str(self.port),
            "HUB_WORKERS": "2",
            "HUB_THREADS": "8",
            **environment,
        }
        self.server = Server(
            [sys.executable, *WEB[self.environment.get("HUB_SERVER", "gunicorn")]],
            log=settings.HUB_DATA_DIR / "logs" / f"{name}-{self.port}.log",
            ready=self.is_ready,
            env=self.environment,
            cwd=ROOT,
        )

    def start(self):
        self.server.start()
        return self

    def stop(self):
        self.server.stop()

    def kill(self):
        """As a power cut would."""
        self.server.kill()

    def restart(self):
        self.stop()
        return self.start()

    def is_ready(self):
        try:
            with closing(
                HTTPConnection("127.0.0.1", self.port, timeout=5)
            ) as connection:
                connection.request("GET", READY_PATH)
                return connection.getresponse().status < 500
        except OSError:
            return False

    def log_text(self):
        return self.server.log_text()

    def manage(self, *arguments, check=True, **options):
        """Run a management command beside it: `hub.manage("add_user", "alice", ...)`."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            check=check,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=self.environment,
            **options,
        )
