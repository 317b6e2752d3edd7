"""Typing the whole name: what takes something away from people is not done by a slip."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ConfirmationForm(forms.Form):
    confirmation = forms.CharField(
        widget=forms.TextInput(
            attrs={
                "class": "mono",
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        )
    )

    def __init__(self, *args, repository, **kwargs):
        super().__init__(*args, **kwargs)
        self.full_name = repository.full_name
        field = self.fields["confirmation"]
        field.label = _("Type %(name)s to confirm") % {"name": self.full_name}
        field.widget.attrs["data-confirm"] = self.full_name

    def clean_confirmation(self):
        if self.cleaned_data["confirmation"] != self.full_name:
            raise forms.ValidationError(self.refusal)
        return self.full_name

    refusal = gettext_lazy("That is not the name. Nothing was changed.")


class DeleteForm(ConfirmationForm):
    refusal = gettext_lazy("That is not the name. Nothing was deleted.")
