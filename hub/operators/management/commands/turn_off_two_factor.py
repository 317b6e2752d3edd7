"""turn_off_two_factor NAME --reason WHY: for whoever lost it, the last operator too."""

from django.core.management.base import BaseCommand, CommandError

from hub.accounts.credentials import find_user
from hub.events.record import By
from hub.operators import lost_factors


class Command(BaseCommand):
    help = (
        "Turns two-factor off for somebody who lost all of it, and ends their sessions."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="user name or e-mail address")
        parser.add_argument("--reason", required=True, help="kept in the activity log")

    def handle(self, *, name, reason, **options):
        user = find_user(name)
        if user is None:
            raise CommandError(f"Nobody here is called {name}.")
        by = By(credential="command")
        lost_factors.turn_off(user=user, by=by, reason=reason[:500])
        self.stdout.write(f"{user.username} signs in without two-factor now.")
