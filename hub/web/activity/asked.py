"""What an address asks of a log. Whatever stands there, a page comes out."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_date

from hub.accounts.models import User
from hub.events.log import Asked
from hub.oci import names
from hub.web import queries
from hub.web.activity.kinds import KINDS

# No person has it: whoever asks for somebody unknown finds nothing.
NOBODY = -1
LARGEST = 2**63 - 1


def asked(request, namespace="") -> Asked:
    return Asked(
        kind=queries.choice(request, "kind", KINDS, ""),
        actor_id=actor_id(queries.text(request, "person")),
        repository=full_name(queries.text(request, "repository"), namespace),
        since=start_of(day(request, "from")),
        until=end_of(day(request, "to")),
    )


def actor_id(typed):
    if not typed:
        return None
    found = User.objects.filter(username=typed.lower()).values_list("pk", flat=True)
    return found.first() or NOBODY


def full_name(typed, namespace):
    """`app` on the page of a namespace is its own; `nginx` elsewhere is an official image."""
    if not typed or "/" in typed:
        return typed
    return f"{namespace or names.LIBRARY}/{typed}"


def day(request, name):
    try:
        return parse_date(queries.text(request, name))
    except ValueError:
        return None


def start_of(date):
    return timezone.make_aware(datetime.combine(date, time.min)) if date else None


def end_of(date):
    try:
        return start_of(date and date + timedelta(days=1))
    except OverflowError:
        return None


def before(request):
    """The key of the page, None for the newest."""
    typed = queries.text(request, "before")
    if not typed.isascii() or not typed.isdigit():
        return None
    return min(int(typed), LARGEST)
