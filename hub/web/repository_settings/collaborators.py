"""Who else may use a repository, and how far."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hub.access import policy
from hub.access.policy import Action
from hub.accounts.models import User
from hub.repositories import services
from hub.repositories.errors import OwnerNeedsNoGrant
from hub.repositories.models import Repository, Role
from hub.web import queries
from hub.web.accounts.fields import AS_TYPED
from hub.web.form_pages import REFUSED, sent_from
from hub.web.repositories.pages import render_page
from hub.web.repository_settings import mail
from hub.web.shortcuts import actor_of, get_repository, unless_gone
from hub.web.templatetags.repositories import address

ROLES = [
    (Role.READ, gettext_lazy("Read: pull")),
    (Role.WRITE, gettext_lazy("Write: also push and move tags")),
    (Role.ADMIN, gettext_lazy("Admin: also delete and change settings")),
]
SHORT_ROLES = [
    (Role.READ, gettext_lazy("Read")),
    (Role.WRITE, gettext_lazy("Write")),
    (Role.ADMIN, gettext_lazy("Admin")),
]


class CollaboratorForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("Username"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", **AS_TYPED}),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ROLES)

    def __init__(self, *args, repository, **kwargs):
        super().__init__(*args, **kwargs)
        self.repository = repository

    def clean_username(self):
        name = self.cleaned_data["username"].lower()
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise forms.ValidationError(
                _("Nobody here is called %(name)s. Check the spelling.")
                % {"name": name}
            )
        if self.repository.grants.filter(user=user).exists():
            raise forms.ValidationError(
                _("%(name)s is a collaborator already. Change the role in the list.")
                % {"name": name}
            )
        return user

    def save(self, request):
        """Whether it was done; if not, the refusal is on the form."""
        user, role = self.cleaned_data["username"], self.cleaned_data["role"]
        try:
            with unless_gone(Repository), transaction.atomic():
                grant = services.grant(
                    repository=self.repository,
                    user=user,
                    role=role,
                    by=actor_of(request).by,
                )
                mail.tell(grant, request)
        except OwnerNeedsNoGrant as refusal:
            self.add_error("username", str(refusal))
        return not self.errors


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ROLES)


@require_http_methods(["GET", "HEAD", "POST"])
def collaborators(request, namespace, name):
    repository = get_repository(request, namespace, name, Action.ADMIN)
    form = CollaboratorForm(
        request.POST if request.method == "POST" else None, repository=repository
    )
    if form.is_bound and form.is_valid() and form.save(request):
        sentence = _("%(name)s is a collaborator now.")
        return back(request, repository, sentence, form.cleaned_data["username"])
    return show(request, repository, form)


@sent_from("repository_collaborators")
def change_role(request, namespace, name, username):
    repository = get_repository(request, namespace, name, Action.ADMIN)
    grant = get_object_or_404(repository.grants, user__username=username)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return show(request, repository, refused_role=form)
    with unless_gone(Repository):
        services.grant(
            repository=repository,
            user=grant.user,
            role=form.cleaned_data["role"],
            by=actor_of(request).by,
        )
    sentence = _("The role of %(name)s is changed.")
    return back(request, repository, sentence, username, focus=username)


@sent_from("repository_collaborators")
def remove(request, namespace, name, username):
    repository = get_repository(request, namespace, name, Action.ADMIN)
    grant = get_object_or_404(repository.grants, user__username=username)
    services.revoke(grant=grant, by=actor_of(request).by)
    return back(request, repository, _("%(name)s is a collaborator no more."), username)


def show(request, repository, form=None, refused_role=None):
    form = form or CollaboratorForm(repository=repository)
    context = {
        "part": "collaborators",
        "form": form,
        "refused_role": refused_role,
        "grants": repository.grants.filter(team=None).select_related("user__namespace"),
        "team_grants": repository.grants.exclude(team=None)
        .select_related("team")
        .order_by("team__name"),
        "is_member": bool(policy.role_in(repository.namespace, actor_of(request))),
        "roles": SHORT_ROLES,
        "changed": queries.text(request, "changed"),
    }
    status = REFUSED if form.errors or refused_role else 200
    template = "repository_settings/collaborators.html"
    return render_page(request, template, repository, "settings", status, **context)


def back(request, repository, sentence, name, focus=""):
    """`focus` names whose button was pressed: it has the focus again."""
    messages.success(request, sentence % {"name": name})
    if not is_still_admin(request, repository):
        return redirect("my_repositories")
    path = address(repository.parsed_name, "repository_collaborators")
    return redirect(f"{path}?changed={focus}" if focus else path)


def is_still_admin(request, repository):
    """An administrator may take the role from themselves, and should not land on a refusal."""
    rights = policy.rights(actor_of(request), repository.parsed_name)
    return rights.allow(Action.ADMIN)
