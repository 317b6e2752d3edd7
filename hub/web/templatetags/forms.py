"""How a form says how much of a text is left."""

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def character_count(field):
    limit = field.field.max_length
    used = len(str(field.value() or ""))
    words = _("{used} of {limit}")
    return format_html(
        '<p class="field__count" id="{}_count" data-limit="{}" data-words="{}">{}</p>',
        field.id_for_label,
        limit,
        words,
        words.format(used=grouped(used), limit=grouped(limit)),
    )


def grouped(number):
    return number_format(number, use_l10n=True, force_grouping=True)
