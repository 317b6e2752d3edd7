"""Giving an organisation to another member, and stepping down, in one."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hub.namespaces import members as services
from hub.namespaces.errors import LastOwner
from hub.namespaces.models import Membership
from hub.web.accounts.fields import AS_TYPED
from hub.web.choices import Card
from hub.web.confirmation import ConfirmationForm
from hub.web.form_pages import REFUSED
from hub.web.organisations import roles
from hub.web.shortcuts import actor_of, get_own_organisation, unless_gone

LEAVE = "leave"
AFTERWARDS = [
    *(
        (role, Card(roles.NAMES[role], roles.SENTENCES[role]))
        for role in (Membership.Role.EDITOR, Membership.Role.MEMBER)
    ),
    (LEAVE, Card(gettext_lazy("I leave"), gettext_lazy("You are no longer a member."))),
]


class HandOverForm(ConfirmationForm):
    username = forms.CharField(
        label=gettext_lazy("Username of the new owner"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", **AS_TYPED}),
    )
    afterwards = forms.ChoiceField(
        label=gettext_lazy("What you are then"),
        choices=AFTERWARDS,
        initial=Membership.Role.EDITOR,
        widget=forms.RadioSelect,
    )
    field_order = ["username", "afterwards", "confirmation"]

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, to_type=membership.namespace.name, **kwargs)
        self.membership = membership

    def clean_username(self):
        """The Membership of whoever is called so."""
        name, organisation = self.cleaned_data["username"].lower(), self.to_type
        if name == self.membership.user.username:
            raise forms.ValidationError(_("Name somebody else: you own it already."))
        members = self.membership.namespace.memberships.filter(user__is_active=True)
        found = members.select_related("user", "namespace")
        found = found.filter(user__username=name).first()
        if found is None:
            words = {"name": name, "organisation": organisation}
            sentence = _(
                "%(name)s is no member of %(organisation)s. Invite them first."
            )
            raise forms.ValidationError(sentence % words)
        return found

    def save(self, by):
        """Whether it was done; if not, the refusal is on the form."""
        afterwards = self.cleaned_data["afterwards"]
        try:
            with unless_gone(Membership):
                services.hand_over(
                    membership=self.membership,
                    to=self.cleaned_data["username"],
                    role="" if afterwards == LEAVE else afterwards,
                    by=by,
                )
        except LastOwner as refusal:
            self.add_error("username", str(refusal))
        return not self.errors


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request, name):
    organisation = get_own_organisation(request, name)
    if organisation.is_library:
        # Whoever runs the hub owns it.
        raise PermissionDenied
    membership = organisation.memberships.select_related("user", "namespace")
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        membership=get_object_or_404(membership, user=request.user),
    )
    if form.is_bound and form.is_valid() and form.save(actor_of(request).by):
        return show_done(request, form)
    context = {"namespace": organisation, "form": form}
    status = REFUSED if form.errors else 200
    return render(request, "organisations/hand_over.html", context, status=status)


def show_done(request, form):
    owner = form.cleaned_data["username"]
    words = {"name": owner.user.username, "organisation": owner.namespace.name}
    messages.success(request, _("%(name)s owns %(organisation)s now.") % words)
    if form.cleaned_data["afterwards"] == LEAVE:
        return redirect("organisations")
    return redirect("members", owner.namespace.name)
