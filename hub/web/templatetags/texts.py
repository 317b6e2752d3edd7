"""Small turns of text in templates."""

import json
from datetime import UTC, datetime

from django import template
from django.utils.dateparse import parse_datetime

register = template.Library()


@register.filter
def as_json(words):
    """A command as a Dockerfile writes it: ["nginx", "-g"]."""
    return json.dumps(list(words), ensure_ascii=False)


@register.filter
def moment(text):
    """When an image says that it was made; None for no time, and for the beginning of time, which reproducible builds write."""
    try:
        found = parse_datetime(text)
        found = found and (found if found.tzinfo else found.replace(tzinfo=UTC))
        found = found and found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if found and found > datetime(1980, 1, 2, tzinfo=UTC) else None


@register.filter
def percent_of(part, whole):
    """At least 1.6, so that the smallest still shows."""
    return f"{max(1.6, 100 * part / whole):.1f}" if whole and part else "0"


@register.filter
def share_of(part, whole):
    """41 %, or less than one."""
    share = 100 * part / whole if whole else 0
    return f"{share:.0f} %" if share >= 1 else "<1 %"


@register.filter
def is_root(user):
    """Whether a container of an image with this `User` runs as root."""
    return user.partition(":")[0] in ("", "0", "root")
