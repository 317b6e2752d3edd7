"""invite NOTE [--days 7]: prints a link that lets one person sign up."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from hub.addresses import origin
from hub.events.record import By
from hub.operators import invitations


class Command(BaseCommand):
    help = "Makes a link that lets one person sign up, once."

    def add_arguments(self, parser):
        parser.add_argument("note", help="whom it is for; only operators see it")
        parser.add_argument("--days", type=int, default=7, help="how long it works")

    def handle(self, *, note, days, **options):
        if settings.HUB_SIGN_UP == invitations.CLOSED:
            raise CommandError("Sign-up is closed: HUB_SIGN_UP=invitation opens it.")
        if not 1 <= days <= 365 or not 1 <= len(note.strip()) <= 100:
            raise CommandError("A note of 1 to 100 letters, and 1 to 365 days.")
        by = By(credential="command")
        _invitation, secret = invitations.invite(note=note.strip(), days=days, by=by)
        self.stdout.write(origin() + reverse("account_invited", args=[secret]))
