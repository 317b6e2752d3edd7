"""{{ step.instruction|instruction }}: what built a layer, as it stood in the Dockerfile."""

import re

from django import template
from django.utils.html import format_html

register = template.Library()

# What builders put around the words: the shell, the arguments of a RUN, a mark of themselves.
NOT_RUN = re.compile(r"^/bin/sh -c #\(nop\)\s*")
SHELL = re.compile(r"^(?:RUN )?(?:\|\d+ .*? )?/bin/(?:ba)?sh -c ", re.DOTALL)
BUILDKIT = "# buildkit"
WORD = re.compile(r"^([A-Z]{2,})(\s.*)?$", re.DOTALL)


def plain(text):
    text = text.strip().removesuffix(BUILDKIT).rstrip()
    if NOT_RUN.match(text):
        return NOT_RUN.sub("", text)
    return SHELL.sub("RUN ", text)


@register.filter
def instruction(text):
    found = WORD.match(plain(text))
    if not found:
        return plain(text)
    return format_html('<span class="code-word">{}</span>{}', found[1], found[2] or "")


@register.filter
def instruction_start(text):
    return plain(text)[:160]
