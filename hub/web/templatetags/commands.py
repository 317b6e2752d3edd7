"""{% pull_command %}; {{ command|breakable }}: a long command breaks between its words, and one long word after a slash."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from hub.web.repositories import commands

register = template.Library()

WORD = re.compile(r"\S+")


@register.simple_tag(takes_context=True)
def pull_command(context, manifest, tag, kind=None):
    """What pulls the tag of the page's repository."""
    repository = context["repository"].familiar_name
    name = f"{context['host']}/{repository}:{tag}"
    return commands.pull(name, manifest, kind=kind)


@register.filter
def breakable(text):
    return mark_safe(WORD.sub(kept_together, escape(text)))


def kept_together(found):
    """A browser breaks a line after any hyphen: "--" would end one."""
    word = found[0].replace("/", "/<wbr>")
    return f'<span class="word">{word}</span>' if "-" in word or "/" in word else word
