"""What stands beside a name: {% flag "alice/app" %}, drawn from it, and {% portrait namespace size="small" %}, the
picture of a person or an organisation, or their flag."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from hub.namespaces.models import Namespace
from hub.web import flags

register = template.Library()


@register.simple_tag
def flag(name, person=False, size=""):
    return mark_safe(flags.draw(str(name), css_class(person, size)))


@register.simple_tag
def portrait(namespace, size=""):
    """Nothing for nobody: the tag may stand where there is none."""
    if not namespace:
        return ""
    person = namespace.kind == Namespace.Kind.PERSON
    if not namespace.picture:
        return flag(namespace.name, person, size)
    return format_html(
        '<img class="{}" src="{}" alt="" width="256" height="256" loading="lazy">',
        css_class(person, size),
        reverse("picture", args=[namespace.name, namespace.picture]),
    )


def css_class(person, size):
    classes = ["flag"]
    if person:
        classes.append("flag--person")
    if size:
        classes.append(f"flag--{size}")
    return " ".join(classes)
