import sys
from getpass import getpass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.core.validators import validate_email

from hub.accounts.errors import EmailTaken, PasswordRefused
from hub.accounts.services import sign_up
from hub.namespaces.errors import NamespaceError


class Command(BaseCommand):
    help = "Adds a person and their namespace. The address counts as confirmed."

    def add_arguments(self, parser):
        parser.add_argument("name", help="user name and namespace")
        parser.add_argument("--email", required=True, metavar="ADDRESS")
        parser.add_argument(
            "--password-file",
            metavar="FILE",
            help="where the password stands, - for standard input; without it the terminal is asked",
        )
        parser.add_argument(
            "--staff",
            action="store_true",
            help="make the person an operator of the hub",
        )

    def handle(self, *, name, email, password_file, staff, **options):
        try:
            validate_email(email)
            user = sign_up(
                username=name,
                email=email,
                password=read_password(password_file),
                is_email_confirmed=True,
                is_staff=staff,
                is_superuser=staff,
            )
        except ValidationError:
            sys.exit(f"“{email}” is no e-mail address.")
        except (NamespaceError, EmailTaken, PasswordRefused) as refusal:
            sys.exit(str(refusal))
        self.stdout.write(f"{user.username} can sign in.")


def read_password(source):
    if source is None:
        return ask()
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text()
    except (OSError, UnicodeDecodeError) as error:
        sys.exit(f"The password cannot be read: {error}")
    # Editors and echo end a file with a line break, which nobody types.
    password = text.removesuffix("\n").removesuffix("\r")
    return password or sys.exit("The password is empty.")


def ask():
    if not is_terminal():
        sys.exit(
            "There is no terminal to ask for a password. Give --password-file FILE, or - for standard input."
        )
    password = getpass("Password: ")
    if getpass("Password again: ") != password:
        sys.exit("The two are not the same.")
    return password or sys.exit("The password is empty.")


def is_terminal():
    return sys.stdin.isatty()
