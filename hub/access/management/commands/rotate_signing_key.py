import sys

from django.conf import settings
from django.core.management.base import BaseCommand

from hub.access import keys


class Command(BaseCommand):
    help = (
        "Makes a new key for registry tokens. It signs within a minute; tokens that the old one signed live out their "
        "minutes, and nobody has to log in again."
    )

    def handle(self, **options):
        if settings.HUB_SIGNING_KEYS:
            sys.exit(
                "The keys stand in HUB_SIGNING_KEYS: put a new one before the others there."
            )
        path = keys.write_new()
        keys.delete_retired()
        self.stdout.write(f"{path.name} signs from now on.")
