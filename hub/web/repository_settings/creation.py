"""Making a repository in the browser."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hub.access import policy
from hub.oci import names
from hub.repositories import services
from hub.repositories.errors import (
    PrivateAllowanceUsed,
    RepositoryNameInvalid,
    RepositoryNameTaken,
)
from hub.web.form_pages import REFUSED
from hub.web.repository_settings import fields
from hub.web.repository_settings.allowance import allowance_of
from hub.web.shortcuts import actor_of


class CreateForm(forms.Form):
    namespace = forms.ChoiceField(label=gettext_lazy("Namespace"))
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=names.REPOSITORY_LENGTH,
        help_text=gettext_lazy("Lower-case letters, digits, . _ and -"),
        widget=forms.TextInput(
            attrs={
                "class": "mono",
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )
    description = fields.description()
    overview = fields.overview(rows=6)
    visibility = fields.visibility()

    def __init__(self, *args, namespaces, **kwargs):
        super().__init__(*args, **kwargs)
        # By name, among one's own: a name that was put in by hand is no choice, whether there is such a namespace or not.
        self.namespaces = {namespace.name: namespace for namespace in namespaces}
        self.fields["namespace"].choices = [(name, name) for name in self.namespaces]

    def create(self, by):
        """The repository, or None with the refusal on the form."""
        data = self.cleaned_data
        try:
            return services.create(
                namespace=self.namespaces[data["namespace"]],
                name=data["name"],
                is_private=data["visibility"] == fields.PRIVATE,
                description=data["description"],
                overview=data["overview"],
                by=by,
            )
        except (RepositoryNameInvalid, RepositoryNameTaken) as refusal:
            self.add_error("name", str(refusal))
        except PrivateAllowanceUsed as refusal:
            self.add_error(None, str(refusal))
            self.add_error(
                "visibility",
                _("No private repository left. Choose Public, or free one first."),
            )
        return None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    actor = actor_of(request)
    namespaces = list(policy.owned_namespaces(actor))
    if not namespaces:
        raise PermissionDenied
    form = CreateForm(
        request.POST if request.method == "POST" else None,
        namespaces=namespaces,
        initial=initial(request, actor),
    )
    if form.is_bound and form.is_valid():
        repository = form.create(actor.by)
        if repository:
            return show_created(request, repository)
    context = {
        "area": "mine",
        "form": form,
        "allowances": [allowance_of(namespace, actor) for namespace in namespaces],
        "chosen": form.namespaces.get(form["namespace"].value(), namespaces[0]),
    }
    status = REFUSED if form.errors else 200
    return render(request, "repository_settings/create.html", context, status=status)


def initial(request, actor):
    return {
        "namespace": request.GET.get("namespace", actor.username),
        "name": request.GET.get("name", ""),
        "visibility": fields.PUBLIC,
    }


def show_created(request, repository):
    sentence = _(
        "%(name)s is ready. Push a first image and this page fills itself."
    ) % {"name": repository.familiar_name}
    messages.success(request, sentence)
    return redirect(
        "repository", namespace=repository.namespace.name, name=repository.name
    )
