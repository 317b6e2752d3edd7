"""Everything between `git clone` and a hub that answers: database, keys, static files, then its processes."""

import errno
import json
import os
import resource
import socket
import sys

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, connections

from hub.access import keys
from hub.addresses import origin
from hub.staff.static_files import collect_if_changed

WEB = {
    "gunicorn": ["-m", "gunicorn", "--config", "hub/gunicorn.py"],
    "granian": ["-m", "hub.granian"],
}
FILES = 65536
# The number of an advisory lock of PostgreSQL; any that nobody else uses.
MIGRATING = 0x62657274


class Command(BaseCommand):
    help = "Prepares the hub and serves it, with its worker, until Ctrl-C or SIGTERM."
    requires_system_checks = []

    def handle(self, **options):
        settings.HUB_DATA_DIR.mkdir(parents=True, exist_ok=True)
        self.refuse_a_taken_port()
        self.migrate()
        keys.ring.signing()
        collect_if_changed()
        self.greet()
        connections.close_all()
        become_parent()

    def refuse_a_taken_port(self):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", settings.HUB_PORT))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    raise CommandError(
                        f"Port {settings.HUB_PORT} is in use. Stop what listens there, or choose another: HUB_PORT=8001 make serve"
                    ) from error
                raise

    def migrate(self):
        try:
            wait_for_other_nodes()
            call_command("migrate", verbosity=0, interactive=False)
        except OperationalError as error:
            raise CommandError(
                f"The database does not answer: {error}Is DATABASE_URL right?"
            ) from error

    def greet(self):
        self.stdout.write(
            f"\nBerth is at {origin()}. Data lives in {settings.HUB_DATA_DIR}. Ctrl-C stops it."
        )
        if not get_user_model().objects.filter(is_staff=True).exists():
            self.stdout.write(
                "Nobody operates it yet. In another terminal make an operator, who signs in and finds /admin/:\n"
                f"  {sys.executable} manage.py add_user NAME --email ADDRESS --staff"
            )
        # The parent that takes this process over does not know what Python had yet to write.
        self.stdout.flush()


def wait_for_other_nodes():
    """Of nodes that start together one migrates; the lock goes with this connection."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])


def allow_many_files():
    """A thread keeps two open for the database, a layer under way two more, a client one; 1024 is the usual limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    many = FILES if hard == resource.RLIM_INFINITY else min(hard, FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (many, hard))


def become_parent():
    """Replace this process, with all that Django has loaded, by one that only watches."""
    python = sys.executable
    commands = {
        "web": [python, *WEB[settings.HUB_SERVER]],
        "worker": [python, "manage.py", "work"],
    }
    # Longer than gunicorn's own grace, which then ends in order.
    grace = settings.HUB_GRACE_SECONDS + 5
    # glibc gives every thread a heap of its own, and keeps what was freed in it: a fifth of a worker.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    allow_many_files()
    os.chdir(settings.BASE_DIR)
    os.execv(
        python, [python, "-m", "hub.staff.parent", json.dumps(commands), str(grace)]
    )
