"""What one says of oneself."""

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.validators import URLValidator
from django.forms.models import model_to_dict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from hub.access import actors
from hub.accounts import profiles
from hub.accounts.models import Profile
from hub.web.form_pages import FormPage


def line(name, label, **options):
    length = Profile._meta.get_field(name).max_length
    return forms.CharField(label=label, max_length=length, required=False, **options)


class ProfileForm(forms.Form):
    display_name = line(
        "display_name",
        gettext_lazy("Display name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    about = line(
        "about",
        gettext_lazy("About"),
        help_text=gettext_lazy("One sentence: what do you make?"),
    )
    link = line(
        "link",
        gettext_lazy("Link"),
        widget=forms.URLInput(
            attrs={"autocomplete": "url", "placeholder": "https://…"}
        ),
        # Others follow it: nothing that a browser would run.
        validators=[
            URLValidator(
                ["http", "https"],
                message=gettext_lazy("Enter an address that begins with https://."),
            )
        ],
    )
    place = line("place", gettext_lazy("Place"))


class EditProfile(LoginRequiredMixin, FormPage, FormView):
    extra_context = {"part": "profile"}
    form_class = ProfileForm
    template_name = "accounts/profile.html"

    def get_initial(self):
        return model_to_dict(profiles.of(self.request.user.pk))

    def form_valid(self, form):
        user = self.request.user
        profiles.edit(user=user, by=actors.of_session(user).by, **form.cleaned_data)
        messages.success(self.request, _("The profile is saved."))
        return redirect("profile")
