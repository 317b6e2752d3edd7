"""{% snippet "gitlab.yml" as text %}: a file to copy from a help page, with the page's own names in it."""

from django import template
from django.template.loader import render_to_string

register = template.Library()


@register.simple_tag(takes_context=True)
def snippet(context, name):
    names = {key: context[key] for key in ("host", "who", "is_plain_http")}
    text = render_to_string(f"help/snippets/{name}", names)
    # What strip() gives is no longer marked as safe: it is text, and goes into an attribute.
    return text.strip()
