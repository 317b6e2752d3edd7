"""Who is in an organisation, for its members; what they are there, for its owners to change."""

from django import forms
from django.contrib import messages
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hub.accounts import last_seen
from hub.namespaces import members as services
from hub.namespaces.errors import LastOwner
from hub.namespaces.models import Membership
from hub.web import queries
from hub.web.form_pages import REFUSED, sent_from
from hub.web.organisations import roles
from hub.web.shortcuts import (
    actor_of,
    get_organisation,
    get_own_organisation,
    unless_gone,
)

MEMBERS_A_PAGE = 50
OWNERS_FIRST = Case(
    *(When(role=role, then=Value(place)) for place, role in enumerate(Membership.Role)),
    output_field=IntegerField(),
)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=roles.CHOICES)


@require_http_methods(["GET", "HEAD"])
def members(request, name):
    return show(request, get_organisation(request, name))


def show(request, organisation, status=200, **context):
    words = queries.text(request, "member")
    role = queries.choice(request, "role", Membership.Role, "")
    teams = list(organisation.teams.values_list("name", flat=True))
    team = queries.choice(request, "team", teams, "")
    found = narrowed(organisation.memberships, words, role, team)
    page = queries.page(request, found, MEMBERS_A_PAGE)
    if organisation.is_mine:
        note_last_seen(page)
    context = {
        "namespace": organisation,
        "page": page,
        "typed": words,
        "role": role,
        "roles": roles.NAMES.items(),
        "team": team,
        "teams": teams,
    } | context
    return render(request, "organisations/members.html", context, status=status)


def note_last_seen(memberships):
    moments = last_seen.of(one.user_id for one in memberships)
    for one in memberships:
        one.last_seen_at = moments.get(one.user_id)


def narrowed(memberships, words, role, team):
    found = memberships.filter(user__is_active=True)
    if words:
        found = found.filter(user__username__icontains=words)
    if role:
        found = found.filter(role=role)
    if team:
        found = found.filter(teams__name=team)
    found = found.select_related("user__namespace", "user__profile").prefetch_related(
        "teams"
    )
    return found.order_by(OWNERS_FIRST, "user__username")


@sent_from("members")
def change_role(request, name, username):
    organisation = get_own_organisation(request, name)
    membership = get_membership(organisation, username)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return show(request, organisation, REFUSED, refused=form)
    try:
        change(membership, form.cleaned_data["role"], request)
    except LastOwner as refusal:
        form.add_error(None, str(refusal))
        return show(request, organisation, REFUSED, refused=form)
    return redirect("members", name)


def change(membership, role, request):
    with unless_gone(Membership):
        services.set_role(membership=membership, role=role, by=actor_of(request).by)
    sentence = _("%(name)s is %(role)s now.") % {
        "name": membership.user.username,
        "role": roles.NAMES[role],
    }
    messages.success(request, sentence)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, name, username):
    """One's own membership too: that is how to leave."""
    organisation = get_organisation(request, name)
    if username != request.user.username:
        organisation = get_own_organisation(request, name)
    membership = get_membership(organisation, username)
    context = {"namespace": organisation, "membership": membership, "refusal": ""}
    if request.method == "POST":
        try:
            return end(membership, request)
        except LastOwner as refusal:
            context["refusal"] = str(refusal)
    status = REFUSED if context["refusal"] else 200
    return render(request, "organisations/remove.html", context, status=status)


def end(membership, request):
    with unless_gone(Membership):
        services.remove(membership=membership, by=actor_of(request).by)
    organisation, user = membership.namespace.name, membership.user
    words = {"name": user.username, "organisation": organisation}
    if user == request.user:
        messages.success(request, _("You left %(organisation)s.") % words)
        return redirect("organisations")
    messages.success(request, _("%(name)s is no member any more.") % words)
    return redirect("members", organisation)


def get_membership(organisation, username) -> Membership:
    found = organisation.memberships.select_related("user")
    membership = found.filter(user__username=username).first()
    if membership is None:
        raise Http404
    membership.namespace = organisation
    return membership
