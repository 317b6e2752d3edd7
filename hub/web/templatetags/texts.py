"""Small turns of text in templates."""

import json

from django import template

register = template.Library()


@register.filter
def as_json(words):
    """A command as a Dockerfile writes it: ["nginx", "-g"]."""
    return json.dumps(list(words), ensure_ascii=False)


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
