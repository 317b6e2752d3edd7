"""Asking for an access token."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hub.accounts import access_tokens
from hub.accounts.errors import PatternsOfAnother, PatternsRefused
from hub.accounts.models import AccessToken, Scope, Withheld
from hub.web.choices import Card

WRITING = [
    (Scope.WRITE, Card(_("Read, write"), _("Also push and make repositories"))),
    (Scope.ADMIN, Card(_("Read, write, delete"), _("Also delete tags and images"))),
]
SCOPES = [
    (Scope.PUBLIC_READ, Card(_("Public read"), _("Pull public repositories"))),
    (Scope.READ, Card(_("Read"), _("Pull everything you may see"))),
    *WRITING,
]
WITHHELD = [
    (Withheld.PUSH, _("Pushing")),
    (Withheld.MOVE, _("Moving tags: a push only adds new ones")),
    (Withheld.DELETE, _("Deleting tags and images")),
    (Withheld.EDIT, _("Editing the page of a repository")),
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
    expires = forms.ChoiceField(
        label=_("Expires"),
        choices=EXPIRIES,
        initial="90",
        help_text=_("You get a mail 7 days and 1 day before."),
    )
    scope = forms.ChoiceField(
        label=_("Scope"),
        choices=SCOPES,
        initial=Scope.WRITE,
        widget=forms.RadioSelect,
    )
    repositories = forms.CharField(
        label=_("Limited to"),
        required=False,
        max_length=4000,
        help_text=_(
            "One repository a line, like alice/app or alice/web-*. Elsewhere the token may only pull what is public. Empty: everything you may."
        ),
        widget=forms.Textarea(
            attrs={"rows": 2, "spellcheck": "false", "autocapitalize": "off"}
        ),
    )
    withheld = forms.MultipleChoiceField(
        label=_("Leave out"),
        choices=WITHHELD,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What the token may not do, though its scope would let it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not settings.HAS_MAIL:
            self.fields["expires"].help_text = ""

    def clean_repositories(self):
        """A list of patterns, each once."""
        typed = self.cleaned_data["repositories"].lower().replace(",", " ").split()
        found = list(dict.fromkeys(map(self.pattern_of, typed)))
        try:
            self.require_patterns(found)
        except (PatternsOfAnother, PatternsRefused) as error:
            raise forms.ValidationError(str(error)) from error
        return found

    def pattern_of(self, typed):
        return typed

    def require_patterns(self, found):
        access_tokens.require_patterns(found)

    @property
    def lifetime(self):
        """None: it does not expire."""
        chosen = self.cleaned_data["expires"]
        return None if chosen == NEVER else timedelta(days=int(chosen))
