from django.core.management.base import BaseCommand

from hub.search import index


class Command(BaseCommand):
    help = (
        "Writes the search index anew from the repositories. The hub may run meanwhile."
    )

    def handle(self, **options):
        self.stdout.write(f"{index.rebuild()} repositories can be found.")
