"""What an organisation says of itself, for its owners to write."""

from django import forms
from django.contrib import messages
from django.forms.models import model_to_dict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hub.namespaces import organisation_profiles
from hub.web.accounts.profile import ProfileForm, line
from hub.web.form_pages import REFUSED
from hub.web.shortcuts import actor_of, get_own_organisation


class OrganisationProfileForm(forms.Form):
    display_name = line(
        "display_name",
        gettext_lazy("Display name"),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    about = line(
        "about",
        gettext_lazy("About"),
        help_text=gettext_lazy("One sentence: what do you make?"),
    )
    # As of a person.
    link = ProfileForm.base_fields["link"]
    place = ProfileForm.base_fields["place"]


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, name):
    organisation = get_own_organisation(request, name)
    form = OrganisationProfileForm(
        request.POST if request.method == "POST" else None,
        initial=model_to_dict(organisation.said) if organisation.said else None,
    )
    if form.is_bound and form.is_valid():
        organisation_profiles.edit(
            organisation=organisation, by=actor_of(request).by, **form.cleaned_data
        )
        messages.success(request, _("The profile is saved."))
        return redirect("namespace", name)
    context = {"namespace": organisation, "form": form}
    status = REFUSED if form.errors else 200
    return render(request, "organisations/profile.html", context, status=status)
