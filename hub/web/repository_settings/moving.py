"""Another name: only for owners, as it is claimed in their namespace for good."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hub.access.policy import Action
from hub.oci import names
from hub.repositories import services
from hub.repositories.errors import RepositoryNameInvalid, RepositoryNameTaken
from hub.web.accounts.fields import AS_TYPED
from hub.web.form_pages import REFUSED
from hub.web.repository_settings.confirmation import ConfirmationForm
from hub.web.repository_settings.general import address_of, with_changes
from hub.web.shortcuts import get_repository


class MoveForm(ConfirmationForm):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=names.REPOSITORY_LENGTH,
        help_text=gettext_lazy("Lower-case letters, digits, . _ and -"),
        widget=forms.TextInput(
            attrs={"class": "mono", "autocomplete": "off", **AS_TYPED}
        ),
    )
    field_order = ["name", "confirmation"]

    def __init__(self, *args, repository, **kwargs):
        super().__init__(
            *args, repository=repository, initial={"name": repository.name}, **kwargs
        )
        self.repository = repository

    def clean(self):
        if self.cleaned_data.get("name") == self.repository.name:
            self.add_error("name", _("That is its name already."))

    def save(self, request):
        """The repository, or None with the refusal on the form."""
        name = self.cleaned_data["name"]
        try:
            return with_changes(services.rename, self.repository, request, name=name)
        except (RepositoryNameInvalid, RepositoryNameTaken) as refusal:
            self.add_error("name", str(refusal))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, namespace, name):
    repository = get_repository(request, namespace, name, Action.OWN)
    form = MoveForm(
        request.POST if request.method == "POST" else None, repository=repository
    )
    if form.is_bound and form.is_valid():
        moved = form.save(request)
        if moved:
            return show_moved(request, repository.full_name, moved)
    context = {"repository": repository, "form": form}
    status = REFUSED if form.errors else 200
    return render(request, "repository_settings/move.html", context, status=status)


def show_moved(request, previous, repository):
    sentence = _("%(old)s is now %(new)s. Pulls and links by the old name go on.")
    messages.success(request, sentence % {"old": previous, "new": repository.full_name})
    return redirect(address_of(repository))
