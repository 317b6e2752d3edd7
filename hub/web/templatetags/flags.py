"""{% flag "alice/app" %} and {% flag "alice" person=True size="small" %}: the flag that stands beside a name."""

from django import template
from django.utils.safestring import mark_safe

from hub.web import flags

register = template.Library()


@register.simple_tag
def flag(name, person=False, size=""):
    css_class = "flag"
    if person:
        css_class += " flag--person"
    if size == "small":
        css_class += " flag--small"
    return mark_safe(flags.draw(str(name), css_class))
