"""{% pull_command %}; {{ command|breakable }}: a long command breaks after a slash, not in the middle of a version."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from hub.web.repositories import commands

register = template.Library()


@register.simple_tag(takes_context=True)
def pull_command(context, manifest, tag, kind=None):
    """What pulls the tag of the page's repository."""
    repository = context["repository"].familiar_name
    name = f"{context['host']}/{repository}:{tag}"
    return commands.pull(name, manifest, kind=kind)


@register.filter
def breakable(text):
    return mark_safe(escape(text).replace("/", "/<wbr>"))
