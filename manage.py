#!/usr/bin/env python
"""Django's command line for the hub."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as mistake:
        # A setting that cannot be: its sentence says more than where in the code it was read.
        sys.exit(str(mistake))


if __name__ == "__main__":
    main()
