"""{% when moment %}: "4 minutes ago", with the exact time on hover; {{ moment|age }} is the words alone.
{{ moment|day_age }}: "today", where the hour is nobody's business."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

register = template.Library()

MINUTE, HOUR, DAY = 60, 3600, 86400
MINUTES = ngettext_lazy("%(n)d minute ago", "%(n)d minutes ago", "n")
HOURS = ngettext_lazy("%(n)d hour ago", "%(n)d hours ago", "n")
DAYS = ngettext_lazy("%(n)d day ago", "%(n)d days ago", "n")
WEEKS = ngettext_lazy("%(n)d week ago", "%(n)d weeks ago", "n")
MONTHS = ngettext_lazy("%(n)d month ago", "%(n)d months ago", "n")
YEARS = ngettext_lazy("%(n)d year ago", "%(n)d years ago", "n")


# Lists have one in each row: as a template of its own it cost three times as much.
@register.simple_tag
def when(moment):
    if not moment:
        return age(None)
    local = timezone.template_localtime(moment)
    return format_html(
        '<time datetime="{}" title="{} UTC">{}</time>',
        local.isoformat(),
        date_format(local, "DATETIME_FORMAT"),
        age(moment),
    )


@register.filter
def age(moment):
    if moment is None:
        return _("never")
    seconds = int((timezone.now() - moment).total_seconds())
    if seconds < MINUTE:
        return _("just now")
    if seconds < HOUR:
        return MINUTES % {"n": seconds // MINUTE}
    if seconds < DAY:
        return HOURS % {"n": seconds // HOUR}
    return in_days(seconds // DAY)


@register.filter
def day_age(moment):
    if moment is None:
        return _("never")
    days = (timezone.now().date() - moment.date()).days
    return in_days(days) if days > 0 else _("today")


def in_days(days):
    if days == 1:
        return _("yesterday")
    if days < 14:
        return DAYS % {"n": days}
    if days < 60:
        return WEEKS % {"n": days // 7}
    if days < 730:
        return MONTHS % {"n": days // 30}
    return YEARS % {"n": days // 365}
