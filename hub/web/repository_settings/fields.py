"""The fields that making a repository and changing one have in common."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hub.repositories.models import DESCRIPTION_LENGTH, Category
from hub.web.choices import Card

PUBLIC, PRIVATE = "public", "private"


class OneLine(forms.CharField):
    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class ManyLines(forms.CharField):
    """Browsers send two characters for a line's end and count one."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


def description():
    return OneLine(
        label=_("Description"),
        required=False,
        max_length=DESCRIPTION_LENGTH,
        help_text=_("One line. Shown in search and under the name."),
    )


def categories():
    return forms.MultipleChoiceField(
        label=_("Categories"),
        required=False,
        choices=Category.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Up to three. People look for images by them."),
    )


def overview(rows):
    return ManyLines(
        label=_("Overview"),
        required=False,
        strip=False,
        max_length=settings.HUB_OVERVIEW_CHARACTERS,
        help_text=_("Markdown. What it is and how to run it."),
        widget=forms.Textarea(attrs={"class": "mono", "rows": rows}),
    )


def visibility():
    return forms.ChoiceField(
        label=_("Visibility"), choices=cards(), widget=forms.RadioSelect
    )


def cards(refusal=""):
    """Private stays a choice where `refusal` says why it is none: the server is the judge when the form is sent."""
    public = Card(
        _("Public"),
        _("Anyone can find and pull it. Only people you allow can push."),
        "globe",
    )
    private = Card(
        _("Private"),
        refusal or _("Only you and people you add can see that it exists."),
        "lock",
        is_refused=bool(refusal),
    )
    return [(PUBLIC, public), (PRIVATE, private)]
