"""{{ number|compact }}: 1.2K, 34M, for lists; where there is room a number stands whole."""

from django import template
from django.utils.formats import number_format

register = template.Library()
UNITS = ("", "K", "M", "B")


@register.filter
def compact(number):
    amount, unit = float(number), 0
    # 999.95 and above would be written as 1000.0.
    while amount >= (999.95 if unit else 1000) and unit < len(UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    digits = 1 if unit and amount < 99.95 else 0
    # number_format cuts off, it does not round.
    return number_format(round(amount, digits), digits) + UNITS[unit]
