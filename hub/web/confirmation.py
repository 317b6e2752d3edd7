"""Typing the whole name: what takes something away from people is not done by a slip."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.web.accounts.fields import AS_TYPED


class ConfirmationForm(forms.Form):
    """`to_type` is the name."""

    confirmation = forms.CharField(
        widget=forms.TextInput(
            attrs={"class": "mono", "autocomplete": "off", **AS_TYPED}
        )
    )
    refusal = gettext_lazy("That is not the name. Nothing was changed.")

    def __init__(self, *args, to_type, **kwargs):
        super().__init__(*args, **kwargs)
        self.to_type = to_type
        field = self.fields["confirmation"]
        field.label = _("Type %(name)s to confirm") % {"name": to_type}
        field.widget.attrs["data-confirm"] = to_type

    def clean_confirmation(self):
        if self.cleaned_data["confirmation"] != self.to_type:
            raise forms.ValidationError(self.refusal)
        return self.to_type


class DeletionForm(ConfirmationForm):
    refusal = gettext_lazy("That is not the name. Nothing was deleted.")
