"""The settings of a repository: what it says of itself, and who sees it. Each is a form of its own."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hub.access.policy import Action
from hub.repositories import categories, services
from hub.repositories.errors import PrivateAllowanceUsed, TooManyCategories
from hub.repositories.models import CATEGORIES_AT_MOST, Repository
from hub.web import markdown
from hub.web.confirmation import DeletionForm
from hub.web.form_pages import REFUSED, sent_from
from hub.web.repositories.pages import render_page
from hub.web.repository_settings import fields
from hub.web.repository_settings.allowance import allowance_of
from hub.web.repository_settings.deletion import losses
from hub.web.shortcuts import actor_of, get_repository, unless_gone


class AboutForm(forms.Form):
    description = fields.description()
    overview = fields.overview(rows=14)
    categories = fields.categories()

    def clean_categories(self):
        chosen = self.cleaned_data["categories"]
        if len(chosen) > CATEGORIES_AT_MOST:
            raise forms.ValidationError(str(TooManyCategories(CATEGORIES_AT_MOST)))
        return chosen


class VisibilityForm(forms.Form):
    visibility = fields.visibility()


def general(request, namespace, name):
    """Also the form of the texts: sent with `preview`, it saves nothing and shows what the overview would look like."""
    repository = get_repository(request, namespace, name, Action.ADMIN)
    if request.method != "POST":
        return show(request, repository)
    form = AboutForm(request.POST)
    if not form.is_valid():
        return show(request, repository, about=form, status=REFUSED)
    if "preview" in request.POST:
        return show(request, repository, about=form, is_preview=True)
    chosen = form.cleaned_data.pop("categories")
    with_changes(services.edit, repository, request, **form.cleaned_data)
    with_changes(categories.categorize, repository, request, categories=chosen)
    messages.success(request, _("The changes are saved."))
    return redirect(address_of(repository))


@sent_from("repository_settings")
def change_visibility(request, namespace, name):
    repository = get_repository(request, namespace, name, Action.ADMIN)
    form = VisibilityForm(request.POST)
    if not form.is_valid():
        return show(request, repository, visibility=form, status=REFUSED)
    try:
        change(repository, form.cleaned_data["visibility"], request)
    except PrivateAllowanceUsed as refusal:
        form.add_error("visibility", str(refusal))
        return show(request, repository, visibility=form, status=REFUSED)
    return redirect(address_of(repository))


def change(repository, visibility, request):
    if visibility == fields.PRIVATE:
        repository = with_changes(services.make_private, repository, request)
        sentence = _("%(name)s is private now. Only people you added can see it.")
    else:
        repository = with_changes(services.make_public, repository, request)
        sentence = _("%(name)s is public now. Anyone can find and pull it.")
    messages.success(request, sentence % {"name": repository.full_name})


def with_changes(service, repository, request, **changes):
    with unless_gone(Repository):
        return service(repository=repository, by=actor_of(request).by, **changes)


def show(
    request, repository, *, about=None, visibility=None, is_preview=False, status=200
):
    about = about or AboutForm(
        initial={
            "description": repository.description,
            "overview": repository.overview,
            "categories": categories.of(repository),
        }
    )
    context = {
        "part": "general",
        "may_own": Action.OWN in repository.allowed,
        "about": about,
        "visibility": offered(visibility, repository, request),
        "delete_form": DeletionForm(to_type=repository.full_name, auto_id="delete_%s"),
        "preview": markdown.render(about["overview"].value()) if is_preview else None,
    }
    context |= losses(repository)
    template = "repository_settings/general.html"
    return render_page(request, template, repository, "settings", status, **context)


def offered(form, repository, request):
    """The visibility form, whose Private says why it would be refused."""
    now = fields.PRIVATE if repository.is_private else fields.PUBLIC
    form = form or VisibilityForm(initial={"visibility": now})
    if repository.is_public:
        allowance = allowance_of(repository.namespace, actor_of(request))
        form.fields["visibility"].choices = fields.cards(allowance.refusal)
    return form


def address_of(repository):
    return reverse(
        "repository_settings",
        kwargs={"namespace": repository.namespace.name, "name": repository.name},
    )
