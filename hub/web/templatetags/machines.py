"""{{ text|program }}: the program that a User-Agent names first; {{ text|device }}: the browser and system it means;
{{ moment|until }}: "in 6 days"; {{ event.credential|credential_kind }}: what the actor showed."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

register = template.Library()

DAY = 86400
# Each names those after it too.
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
]
HOURS = ngettext_lazy("in %(n)d hour", "in %(n)d hours", "n")
DAYS = ngettext_lazy("in %(n)d day", "in %(n)d days", "n")
MONTHS = ngettext_lazy("in %(n)d month", "in %(n)d months", "n")
CREDENTIALS = {
    "session": gettext_lazy("in a browser"),
    "password": gettext_lazy("with a password"),
    "token": gettext_lazy("with an access token"),
    "login": gettext_lazy("with a docker login"),
}


@register.filter
def credential_kind(credential):
    """`token:7` is one of many; which one is its owner's business."""
    return CREDENTIALS.get(credential.partition(":")[0], "")


@register.filter
def program(agent):
    """docker/20.10.24+dfsg1 go/go1.19.8 … is docker 20.10.24+dfsg1 to people."""
    first = agent.split(" ", 1)[0]
    name, _slash, version = first.partition("/")
    return f"{name} {version}".strip()[:40]


@register.filter
def device(agent):
    """Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 is Firefox on Linux to people."""
    browser, system = first(BROWSERS, agent), first(SYSTEMS, agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or program(agent) or _("Unknown device")


def first(marks, agent):
    return next((name for mark, name in marks if mark in agent), "")


@register.filter
def until(moment):
    seconds = int((moment - timezone.now()).total_seconds())
    if seconds < 3600:
        return _("within the hour")
    if seconds < 2 * DAY:
        return HOURS % {"n": seconds // 3600}
    # Rounded: "in 90 days" should not read 89 a moment after it was chosen.
    days = round(seconds / DAY)
    return DAYS % {"n": days} if days <= 120 else MONTHS % {"n": round(days / 30.4)}
