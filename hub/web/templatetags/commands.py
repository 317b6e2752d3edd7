"""{{ command|breakable }}: a long command breaks after a slash, not in the middle of a version."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def breakable(text):
    return mark_safe(escape(text).replace("/", "/<wbr>"))
