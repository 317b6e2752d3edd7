"""Who is in a team."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hub.namespaces import teams as services
from hub.namespaces.models import Membership
from hub.web import queries
from hub.web.accounts.fields import AS_TYPED
from hub.web.form_pages import REFUSED, sent_from
from hub.web.organisations import roles
from hub.web.organisations.teams import get_team
from hub.web.shortcuts import (
    actor_of,
    get_organisation,
    get_own_organisation,
    unless_gone,
)

MEMBERS_A_PAGE = 50


class AddForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("Username"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", **AS_TYPED}),
    )

    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, **kwargs)
        self.team = team

    def clean_username(self):
        """The Membership of whoever is called so."""
        name = self.cleaned_data["username"].lower()
        members = self.team.namespace.memberships.filter(user__is_active=True)
        found = members.select_related("user").filter(user__username=name).first()
        if found is None:
            raise forms.ValidationError(
                _("%(name)s is no member of %(organisation)s. Invite them first.")
                % {"name": name, "organisation": self.team.namespace.name}
            )
        return found


@require_http_methods(["GET", "HEAD", "POST"])
def members(request, name, team):
    if request.method == "POST":
        return add(request, get_team(get_own_organisation(request, name), team))
    team = get_team(get_organisation(request, name), team)
    return show(request, team, AddForm(team=team))


def add(request, team):
    form = AddForm(request.POST, team=team)
    if not form.is_valid():
        return show(request, team, form, REFUSED)
    membership = form.cleaned_data["username"]
    with unless_gone(Membership):
        services.add(team=team, membership=membership, by=actor_of(request).by)
    return back(request, team, _("%(name)s is in the team now."), membership.user)


@sent_from("team_members")
def remove(request, name, team, username):
    team = get_team(get_own_organisation(request, name), team)
    members = team.members.select_related("membership__user", "team__namespace")
    member = get_object_or_404(members, membership__user__username=username)
    services.remove(member=member, by=actor_of(request).by)
    sentence = _("%(name)s is not in the team any more.")
    return back(request, team, sentence, member.membership.user)


def show(request, team, form, status=200):
    found = team.members.filter(membership__user__is_active=True)
    found = found.select_related("membership__user__namespace")
    found = found.order_by("membership__user__username")
    context = {
        "namespace": team.namespace,
        "team": team,
        "part": "members",
        "page": queries.page(request, found, MEMBERS_A_PAGE),
        "form": form,
        "roles": roles.NAMES.items(),
    }
    return render(request, "organisations/team_members.html", context, status=status)


def back(request, team, sentence, user):
    messages.success(request, sentence % {"name": user.username})
    return redirect("team_members", team.namespace.name, team.name)
