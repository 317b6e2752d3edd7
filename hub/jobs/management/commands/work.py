from django.core.management.base import BaseCommand

from hub.jobs.worker import Worker


class Command(BaseCommand):
    help = "Runs jobs until it is told to stop (SIGTERM or Ctrl-C). Start as many as you like."
    # Checking the pages would load them all, and a worker serves none.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--grace",
            type=float,
            default=8,
            metavar="SECONDS",
            help="how long a running job may go on after the worker was told to stop (default: %(default)s)",
        )

    def handle(self, *, grace, **options):
        worker = Worker(grace_seconds=grace)
        worker.listen()
        worker.run()
