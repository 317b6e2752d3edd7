import sys
from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand

from hub.events.record import THE_HUB
from hub.namespaces import services
from hub.namespaces.models import Namespace

DEFAULT, UNLIMITED = "default", "unlimited"
MOST = 2**31 - 1


class Command(BaseCommand):
    help = "Sets how many private repositories a namespace may have. What exists stays."

    def add_arguments(self, parser):
        parser.add_argument("namespace")
        parser.add_argument(
            "--private-repositories",
            required=True,
            type=allowance,
            metavar=f"N|{DEFAULT}|{UNLIMITED}",
        )

    def handle(self, *, namespace, private_repositories, **options):
        found = Namespace.objects.exclude(kind=Namespace.Kind.RESERVED)
        row = found.filter(name=namespace.lower()).first()
        if row is None:
            sys.exit(f"There is no namespace {namespace}.")
        row = change(row, private_repositories)
        number = "any number of" if row.allowance is None else row.allowance
        self.stdout.write(f"{row.name} may have {number} private repositories.")


def change(namespace, allowance):
    if allowance == UNLIMITED:
        return services.lift_allowance(namespace=namespace, by=THE_HUB)
    number = None if allowance == DEFAULT else allowance
    return services.set_allowance(
        namespace=namespace, private_repositories=number, by=THE_HUB
    )


def allowance(text):
    if text in (DEFAULT, UNLIMITED):
        return text
    if not (
        text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= MOST
    ):
        raise ArgumentTypeError(f"“{text}” is no number, {DEFAULT} or {UNLIMITED}")
    return int(text)
