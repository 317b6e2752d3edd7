"""What holds for all repositories of a namespace."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hub.namespaces import services
from hub.namespaces.models import Namespace
from hub.web.choices import Card
from hub.web.form_pages import REFUSED
from hub.web.repository_settings.allowance import allowance_of
from hub.web.repository_settings.fields import PRIVATE, PUBLIC
from hub.web.shortcuts import actor_of, get_own_namespace


class PushForm(forms.Form):
    visibility = forms.ChoiceField(
        label=gettext_lazy("Repositories made by a push"), widget=forms.RadioSelect
    )

    def __init__(self, *args, allowance, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["visibility"].choices = cards(allowance)


def cards(allowance):
    private = _("A push to a new name is refused when no private repository is left.")
    return [
        (PUBLIC, Card(_("Public"), _("Anyone can find and pull them."), "globe")),
        (PRIVATE, Card(_("Private"), private, "lock", bool(allowance.refusal))),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request, name):
    namespace = get_own_namespace(request, name)
    allowance = allowance_of(namespace, actor_of(request))
    form = PushForm(
        request.POST if request.method == "POST" else None,
        allowance=allowance,
        initial={"visibility": PRIVATE if namespace.pushes_are_private else PUBLIC},
    )
    if form.is_bound and form.is_valid():
        save(request, namespace, form.cleaned_data["visibility"])
        return redirect("namespace_settings", name)
    context = {
        "namespace": namespace,
        "part": "namespace" if name == request.user.username else "",
        "form": form,
        "allowance": allowance,
    }
    status = REFUSED if form.errors else 200
    return render(request, template_for(namespace), context, status=status)


def template_for(namespace):
    """A person's are among those of their account."""
    if namespace.kind == Namespace.Kind.ORGANISATION:
        return "organisations/settings.html"
    return "namespace_settings/settings.html"


def save(request, namespace, visibility):
    services.set_push_visibility(
        namespace=namespace,
        is_private=visibility == PRIVATE,
        by=actor_of(request).by,
    )
    messages.success(request, _("The changes are saved."))
