"""What an access token is without, in words."""

from django import template
from django.utils.translation import gettext_lazy as _

from hub.accounts.models import Withheld

register = template.Library()
WORDS = {
    Withheld.PUSH: _("pushes nothing"),
    Withheld.MOVE: _("moves no tags"),
    Withheld.DELETE: _("deletes nothing"),
    Withheld.EDIT: _("edits no page"),
}


@register.filter
def withheld(one):
    return WORDS[one]
