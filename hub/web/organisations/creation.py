"""Making an organisation."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hub.accounts.errors import TooManyTries
from hub.namespaces import organisations
from hub.namespaces.errors import NamespaceError
from hub.web.accounts import limits
from hub.web.accounts.fields import AS_TYPED
from hub.web.form_pages import note_too_many_tries, status_of
from hub.web.shortcuts import actor_of


class CreateForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        widget=forms.TextInput(
            attrs={"class": "mono", "autocomplete": "off", **AS_TYPED}
        ),
    )

    def __init__(self, *args, host, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _(
            "Its images live under %(host)s/name/. 2 to 39 lower-case letters and digits, with single hyphens between."
        ) % {"host": host}

    def clean_name(self):
        return self.cleaned_data["name"].lower()

    def create(self, user, by):
        """The organisation, or None with the refusal on the form."""
        try:
            # A name is taken for ever, and each brings an allowance.
            rate = settings.HUB_LIMIT_ORGANISATIONS
            limits.spend("organisation", user.username, rate)
            return organisations.create(
                name=self.cleaned_data["name"], user=user, by=by
            )
        except NamespaceError as refusal:
            self.add_error("name", str(refusal))
        except TooManyTries as error:
            note_too_many_tries(self, error)
        return None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    form = CreateForm(
        request.POST if request.method == "POST" else None, host=request.get_host()
    )
    if form.is_bound and form.is_valid():
        organisation = form.create(request.user, actor_of(request).by)
        if organisation:
            return show_created(request, organisation)
    status = status_of(form) if form.errors else 200
    context = {"area": "mine", "form": form}
    return render(request, "organisations/create.html", context, status=status)


def show_created(request, organisation):
    sentence = _("%(name)s is ready. You own it.") % {"name": organisation.name}
    messages.success(request, sentence)
    return redirect("namespace", organisation.name)
