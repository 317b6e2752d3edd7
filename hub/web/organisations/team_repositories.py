"""What a team may do, repository by repository. Members are shown those that they may see anyway."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hub.access import policy
from hub.oci import names
from hub.repositories import services
from hub.repositories.models import Repository
from hub.web import queries
from hub.web.accounts.fields import AS_TYPED
from hub.web.form_pages import REFUSED, sent_from
from hub.web.organisations.teams import get_team
from hub.web.repository_settings.collaborators import ROLES, SHORT_ROLES, RoleForm
from hub.web.shortcuts import (
    actor_of,
    get_organisation,
    get_own_organisation,
    unless_gone,
)

GRANTS_A_PAGE = 50


class GrantForm(forms.Form):
    repository = forms.CharField(
        label=gettext_lazy("Repository"),
        max_length=names.FULL_LENGTH,
        widget=forms.TextInput(
            attrs={"class": "mono", "autocomplete": "off", **AS_TYPED}
        ),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ROLES)

    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, **kwargs)
        self.team = team

    def clean_repository(self):
        """A Repository; the name is taken with the organisation's before it and without."""
        organisation = self.team.namespace
        name = self.cleaned_data["repository"].removeprefix(f"{organisation.name}/")
        full_name = f"{organisation.name}/{name}"
        found = organisation.repositories.existing().filter(full_name=full_name).first()
        if found is None:
            raise forms.ValidationError(
                _("There is no repository %(name)s.") % {"name": full_name}
            )
        if self.team.grants.filter(repository=found).exists():
            raise forms.ValidationError(
                _("%(name)s is in the list already. Change the role there.")
                % {"name": full_name}
            )
        return found


@require_http_methods(["GET", "HEAD", "POST"])
def team(request, name, team):
    if request.method == "POST":
        return add(request, get_team(get_own_organisation(request, name), team))
    return show(request, get_team(get_organisation(request, name), team))


def add(request, team):
    form = GrantForm(request.POST, team=team)
    if not form.is_valid():
        return show(request, team, REFUSED, form=form)
    repository = form.cleaned_data["repository"]
    give(request, team, repository, form.cleaned_data["role"])
    sentence = _("%(name)s is open to the team now.")
    return back(request, team, sentence, repository)


@sent_from("team")
def change_role(request, name, team, repository):
    team = get_team(get_own_organisation(request, name), team)
    grant = get_grant(team, repository)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return show(request, team, REFUSED, refused=form)
    give(request, team, grant.repository, form.cleaned_data["role"])
    sentence = _("The role for %(name)s is changed.")
    return back(request, team, sentence, grant.repository)


@sent_from("team")
def revoke(request, name, team, repository):
    team = get_team(get_own_organisation(request, name), team)
    grant = get_grant(team, repository)
    services.revoke(grant=grant, by=actor_of(request).by)
    sentence = _("%(name)s is no more for the team.")
    return back(request, team, sentence, grant.repository)


def give(request, team, repository, role):
    with unless_gone(Repository):
        services.grant_to_team(
            repository=repository, team=team, role=role, by=actor_of(request).by
        )


def get_grant(team, name):
    found = team.grants.select_related("repository", "team")
    full_name = f"{team.namespace.name}/{name}"
    return get_object_or_404(
        found, repository__full_name=full_name, repository__deleted_at=None
    )


def show(request, team, status=200, **context):
    visible = policy.visible_repositories(actor_of(request))
    grants = team.grants.filter(repository__in=visible.values("pk"))
    grants = grants.select_related("repository").order_by("repository__full_name")
    context = {
        "namespace": team.namespace,
        "team": team,
        "part": "repositories",
        "page": queries.page(request, grants, GRANTS_A_PAGE),
        "form": GrantForm(team=team),
        "roles": SHORT_ROLES,
    } | context
    return render(request, "organisations/team.html", context, status=status)


def back(request, team, sentence, repository):
    messages.success(request, sentence % {"name": repository.full_name})
    return redirect("team", team.namespace.name, team.name)
