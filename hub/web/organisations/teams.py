"""The teams of an organisation: its members see them, its owners make and delete them."""

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hub.namespaces import teams as services
from hub.namespaces.errors import NamespaceError
from hub.namespaces.models import Team
from hub.web import queries
from hub.web.accounts.fields import AS_TYPED
from hub.web.form_pages import REFUSED
from hub.web.shortcuts import actor_of, get_organisation, get_own_organisation

TEAMS_A_PAGE = 20


class TeamForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy(
            "2 to 39 lower-case letters and digits, with single hyphens between."
        ),
        widget=forms.TextInput(
            attrs={"class": "mono", "autocomplete": "off", **AS_TYPED}
        ),
    )

    def create(self, organisation, by):
        """The team, or None with the refusal on the form."""
        name = self.cleaned_data["name"].lower()
        try:
            return services.create(namespace=organisation, name=name, by=by)
        except NamespaceError as refusal:
            self.add_error("name", str(refusal))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def teams(request, name):
    if request.method == "POST":
        return create(request, get_own_organisation(request, name))
    return show(request, get_organisation(request, name))


def create(request, organisation):
    form = TeamForm(request.POST)
    team = form.create(organisation, actor_of(request).by) if form.is_valid() else None
    if team is None:
        return show(request, organisation, form, REFUSED)
    sentence = _("%(name)s is ready. Add members and repositories.")
    messages.success(request, sentence % {"name": team.name})
    return redirect("team", organisation.name, team.name)


def show(request, organisation, form=None, status=200):
    active = Count("members", filter=Q(members__membership__user__is_active=True))
    found = organisation.teams.annotate(member_count=active).order_by("name")
    context = {
        "namespace": organisation,
        "page": queries.page(request, found, TEAMS_A_PAGE),
        "form": form or TeamForm(),
    }
    return render(request, "organisations/teams.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, name, team):
    organisation = get_own_organisation(request, name)
    team = get_team(organisation, team)
    if request.method == "POST":
        services.delete(team=team, by=actor_of(request).by)
        messages.success(request, _("%(name)s is deleted.") % {"name": team.name})
        return redirect("teams", name)
    context = {
        "namespace": organisation,
        "team": team,
        "grant_count": team.grants.filter(repository__deleted_at=None).count(),
    }
    return render(request, "organisations/team_delete.html", context)


def get_team(organisation, name) -> Team:
    team = organisation.teams.filter(name=name).first()
    if team is None:
        raise Http404
    team.namespace = organisation
    return team
