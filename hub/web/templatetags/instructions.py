"""{{ step.instruction|instruction }}: what built a layer, as it stood in the Dockerfile;
{{ difference.field|field_name }}: what a part of a config is called."""

import re

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from hub.web.templatetags.commands import breakable

register = template.Library()

# What builders put around the words: the shell, the arguments of a RUN, a mark of themselves.
NOT_RUN = re.compile(r"^/bin/sh -c #\(nop\)\s*")
SHELL = re.compile(r"^(?:RUN )?(?:\|\d+ .*? )?/bin/(?:ba)?sh -c ", re.DOTALL)
BUILDKIT = "# buildkit"
WORD = re.compile(r"^([A-Z]{2,})(\s.*)?$", re.DOTALL)

FIELDS = {
    "entrypoint": _("Entrypoint"),
    "command": _("Command"),
    "user": _("User"),
    "working_directory": _("Working folder"),
    "stop_signal": _("Stop signal"),
    "environment": _("Environment"),
    "ports": _("Ports"),
    "volumes": _("Volumes"),
    "labels": _("Labels"),
    "annotations": _("Annotations"),
}


@register.filter
def field_name(field):
    return FIELDS[field]


def plain(text):
    text = text.strip().removesuffix(BUILDKIT).rstrip()
    if NOT_RUN.match(text):
        return NOT_RUN.sub("", text)
    return SHELL.sub("RUN ", text)


@register.filter
def instruction(text):
    found = WORD.match(plain(text))
    if not found:
        return breakable(plain(text))
    return format_html(
        '<span class="code-word">{}</span>{}', found[1], breakable(found[2] or "")
    )


@register.filter
def instruction_start(text):
    return plain(text)[:160]
