"""{{ blob.size|bytes }}: 71.8 MB, counted in thousands like docker does; {{ growth|signed_bytes }}: +2.1 MB."""

from django import template
from django.utils.formats import number_format

register = template.Library()
UNITS = ("B", "kB", "MB", "GB", "TB", "PB")


@register.filter
def bytes(size):
    if size is None:
        return "–"
    amount, unit = float(size), 0
    # 999.95 and above would be written as 1000.0.
    while amount >= 999.95 and unit < len(UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    digits = 1 if unit and amount < 99.95 else 0
    # number_format cuts off, it does not round.
    return f"{number_format(round(amount, digits), digits)} {UNITS[unit]}"


@register.filter
def signed_bytes(size):
    sign = "−" if size < 0 else "+" if size else "±"
    return f"{sign}{bytes(abs(size))}"
