"""{% icon "globe" %} draws a Lucide icon; {% icon_sprite %} at the end of a page holds the shapes it used, each once."""

from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from lucide.templatetags.lucide import lucide

register = template.Library()


@register.simple_tag(takes_context=True)
def icon(context, name, style=""):
    used_icons(context)[name] = None
    css_class = f"icon {style}".rstrip()
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="#icon-{}"/></svg>',
        css_class,
        name,
    )


@register.simple_tag(takes_context=True)
def icon_sprite(context):
    symbols = "".join(symbol(name) for name in used_icons(context))
    return mark_safe(f'<svg hidden aria-hidden="true">{symbols}</svg>')


def used_icons(context):
    # The lowest layer of the render context is one object for a page and all its includes.
    return context.render_context.dicts[0].setdefault("icons", {})


@cache
def symbol(name):
    drawing = lucide(name)
    shapes = drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]
    lines = "".join(line.strip() for line in shapes.splitlines())
    return f'<symbol id="icon-{name}" viewBox="0 0 24 24">{lines}</symbol>'
