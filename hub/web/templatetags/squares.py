"""{% square text %}: the square of dots that a phone's camera reads, dark on light in both themes."""

import qrcode
from django import template
from django.utils.html import format_html

register = template.Library()

QUIET = 4  # what the standard wants empty around it


@register.simple_tag
def square(text, name):
    code = qrcode.QRCode(border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    return format_html(
        '<svg class="square" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path fill="#000" d="{2}"/></svg>',
        len(rows),
        name,
        "".join(dots(rows)),
    )


def dots(rows):
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                yield f"M{x} {y}h1v1h-1z"
