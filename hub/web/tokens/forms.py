"""Asking for an access token."""

from datetime import timedelta

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hub.accounts.models import AccessToken, Scope
from hub.web.choices import Card

SCOPES = [
    (Scope.PUBLIC_READ, Card(_("Public read"), _("Pull public repositories"))),
    (Scope.READ, Card(_("Read"), _("Pull everything you may see"))),
    (Scope.WRITE, Card(_("Read, write"), _("Also push and make repositories"))),
    (Scope.ADMIN, Card(_("Read, write, delete"), _("Also delete tags and images"))),
]
NEVER = "never"
EXPIRIES = [
    *(
        (str(days), format_lazy(_("in {days} days"), days=days))
        for days in (7, 30, 90, 365)
    ),
    (NEVER, _("Never")),
]


class TokenForm(forms.Form):
    label = forms.CharField(
        label=_("Name"),
        max_length=AccessToken._meta.get_field("label").max_length,
        help_text=_("What will use it? You will see this name in the list above."),
        widget=forms.TextInput(attrs={"placeholder": "ci-app", "autocomplete": "off"}),
    )
    expires = forms.ChoiceField(label=_("Expires"), choices=EXPIRIES, initial="90")
    scope = forms.ChoiceField(
        label=_("Scope"),
        choices=SCOPES,
        initial=Scope.WRITE,
        widget=forms.RadioSelect,
    )

    @property
    def lifetime(self):
        """None: it does not expire."""
        chosen = self.cleaned_data["expires"]
        return None if chosen == NEVER else timedelta(days=int(chosen))
