"""Another name, here or in another namespace: only for who owns both, as a name is claimed for good."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hub.access import policy
from hub.access.policy import Action
from hub.oci import names
from hub.repositories import services, transfers
from hub.repositories.errors import (
    PrivateAllowanceUsed,
    RepositoryNameInvalid,
    RepositoryNameTaken,
)
from hub.web.accounts.fields import AS_TYPED
from hub.web.confirmation import ConfirmationForm
from hub.web.form_pages import REFUSED
from hub.web.repositories.pages import render_page
from hub.web.repository_settings.general import address_of, with_changes
from hub.web.shortcuts import actor_of, get_repository


class MoveForm(ConfirmationForm):
    namespace = forms.ChoiceField(label=gettext_lazy("Namespace"))
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=names.REPOSITORY_LENGTH,
        help_text=gettext_lazy("Lower-case letters, digits, . _ and -"),
        widget=forms.TextInput(
            attrs={"class": "mono", "autocomplete": "off", **AS_TYPED}
        ),
    )
    field_order = ["namespace", "name", "confirmation"]

    def __init__(self, *args, repository, namespaces, **kwargs):
        initial = {"namespace": repository.namespace.name, "name": repository.name}
        super().__init__(*args, to_type=repository.full_name, initial=initial, **kwargs)
        self.repository = repository
        self.namespaces = {namespace.name: namespace for namespace in namespaces}
        self.fields["namespace"].choices = [(name, name) for name in self.namespaces]

    def clean(self):
        data = self.cleaned_data
        if f"{data.get('namespace')}/{data.get('name')}" == self.repository.full_name:
            self.add_error("name", _("That is its name already."))

    def save(self, request):
        """The repository, or None with the refusal on the form."""
        try:
            return self.move(request)
        except (RepositoryNameInvalid, RepositoryNameTaken) as refusal:
            self.add_error("name", str(refusal))
        except PrivateAllowanceUsed as refusal:
            self.add_error("namespace", str(refusal))
        return None

    def move(self, request):
        name = self.cleaned_data["name"]
        namespace = self.namespaces[self.cleaned_data["namespace"]]
        if namespace == self.repository.namespace:
            return with_changes(services.rename, self.repository, request, name=name)
        changes = {"namespace": namespace, "name": name}
        return with_changes(transfers.transfer, self.repository, request, **changes)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, namespace, name):
    repository = get_repository(request, namespace, name, Action.OWN)
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        repository=repository,
        namespaces=policy.owned_namespaces(actor_of(request)),
    )
    if form.is_bound and form.is_valid():
        moved = form.save(request)
        if moved:
            return show_moved(request, repository.full_name, moved)
    status = REFUSED if form.errors else 200
    template = "repository_settings/move.html"
    return render_page(request, template, repository, "settings", status, form=form)


def show_moved(request, previous, repository):
    sentence = _("%(old)s is now %(new)s. Pulls and links by the old name go on.")
    messages.success(request, sentence % {"old": previous, "new": repository.full_name})
    return redirect(address_of(repository))
