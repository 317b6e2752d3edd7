import sys

from django.core.management.base import BaseCommand

from hub.events.record import THE_HUB
from hub.namespaces.models import Namespace
from hub.oci import names
from hub.repositories.errors import RepositoryError, RepositoryNameInvalid
from hub.repositories.services import create


class Command(BaseCommand):
    help = "Makes an empty repository."

    def add_arguments(self, parser):
        parser.add_argument("name", metavar="NAMESPACE/NAME")
        parser.add_argument("--private", action="store_true")
        parser.add_argument("--description", default="", metavar="TEXT")

    def handle(self, *, name, private, description, **options):
        try:
            parsed = names.parse(name)
            repository = create(
                namespace=existing(parsed.namespace),
                name=parsed.name,
                is_private=private,
                description=description,
                by=THE_HUB,
            )
        except names.NameInvalid:
            sys.exit(str(RepositoryNameInvalid(name)))
        except RepositoryError as refusal:
            sys.exit(str(refusal))
        self.stdout.write(f"{repository.full_name} is ready.")


def existing(name):
    namespace = Namespace.objects.active().filter(name=name).first()
    return namespace or sys.exit(f"There is no namespace {name}.")
