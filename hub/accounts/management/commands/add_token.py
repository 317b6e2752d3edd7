import re
import sys
from argparse import ArgumentTypeError
from datetime import timedelta

from django.core.management.base import BaseCommand

from hub.accounts.access_tokens import create_access_token
from hub.accounts.credentials import find_user
from hub.accounts.models import AccessToken, Scope

UNITS = {"h": "hours", "d": "days", "w": "weeks"}
LABEL_LENGTH = AccessToken._meta.get_field("label").max_length


class Command(BaseCommand):
    help = "Makes an access token for a person and prints its secret, and nothing else."

    def add_arguments(self, parser):
        parser.add_argument("name", help="user name")
        parser.add_argument("--label", required=True, metavar="TEXT")
        parser.add_argument("--scope", required=True, choices=Scope.values)
        parser.add_argument(
            "--expires-in",
            type=duration,
            metavar="30d",
            help="hours (h), days (d) or weeks (w); without it, it does not expire",
        )

    def handle(self, *, name, label, scope, expires_in, **options):
        user = find_user(name)
        if user is None:
            sys.exit(f"Nobody here is called {name}.")
        if not user.is_active:
            sys.exit(f"{user.username} is deactivated.")
        if not 0 < len(label) <= LABEL_LENGTH or not label.isprintable():
            sys.exit(f"A label has 1 to {LABEL_LENGTH} characters.")
        _token, secret = create_access_token(
            user=user, label=label, scope=scope, expires_in=expires_in
        )
        self.stdout.write(secret)


def duration(text):
    match = re.fullmatch(r"([1-9]\d{0,4})([hdw])", text)
    if match is None:
        raise ArgumentTypeError(f"“{text}” is no time like 12h, 30d or 52w")
    return timedelta(**{UNITS[match[2]]: int(match[1])})
