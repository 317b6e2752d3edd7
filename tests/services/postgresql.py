"""A throw-away PostgreSQL cluster, under a user that may run it: PostgreSQL refuses root."""

import os
import pwd
import signal
import subprocess
from pathlib import Path

from . import machine
from .processes import Server, answers

# Speed instead of safety: this cluster does not outlive the run.
OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "200",
    "listen_addresses": "127.0.0.1",
}


class Cluster:
    def __init__(self, folder, port, **options):
        self.folder = Path(folder)
        self.port = port
        self.options = OPTIONS | options
        self.url = f"postgres://berth@127.0.0.1:{port}/postgres"

    def start(self):
        self.folder.mkdir(parents=True)
        identity = unprivileged()
        if identity:
            os.chown(self.folder, identity["user"], identity["group"])
        subprocess.run(
            [
                machine.initdb(),
                "--pgdata",
                self.folder / "data",
                "--username",
                "berth",
                "--auth",
                "trust",
                "--encoding",
                "UTF8",
                "--locale",
                "C.UTF-8",
                "--no-sync",
            ],
            check=True,
            capture_output=True,
            cwd=self.folder,
            **identity,
        )
        settings = [f"-c{name}={value}" for name, value in self.options.items()]
        self.server = Server(
            [
                Path(machine.initdb()).with_name("postgres"),
                "-D",
                self.folder / "data",
                "-p",
                self.port,
                "-k",
                self.folder,
                *settings,
            ],
            log=self.folder.parent / "postgresql.log",
            ready=answers(self.port),
            # "fast": PostgreSQL would wait for its clients on SIGTERM.
            stop_signal=signal.SIGINT,
            cwd=self.folder,
            **identity,
        ).start()
        return self

    def stop(self):
        self.server.stop()


def unprivileged():
    """Options for subprocess that shed root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
