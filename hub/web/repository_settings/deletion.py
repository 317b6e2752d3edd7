"""The end of a repository, which can be undone while it is kept."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hub.access.policy import Action
from hub.repositories import services
from hub.web.confirmation import DeletionForm
from hub.web.form_pages import REFUSED
from hub.web.repositories.pages import render_page
from hub.web.shortcuts import actor_of, get_repository


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, namespace, name):
    """The dialog of the settings page as a page of its own, which needs no scripts."""
    repository = get_repository(request, namespace, name, Action.ADMIN)
    form = DeletionForm(
        request.POST if request.method == "POST" else None,
        to_type=repository.full_name,
    )
    if form.is_bound and form.is_valid():
        services.delete(repository=repository, by=actor_of(request).by)
        return show_deleted(request, repository)
    context = {"delete_form": form} | losses(repository)
    status = REFUSED if form.errors else 200
    template = "repository_settings/delete.html"
    return render_page(request, template, repository, "settings", status, **context)


def losses(repository):
    return {"lost_tag_count": repository.tags.count(), "kept_until": kept_until()}


def kept_until():
    """Of what is deleted now; None where nothing is kept."""
    return timezone.now() + settings.HUB_TRASH if settings.HUB_TRASH else None


def show_deleted(request, repository):
    is_own = Action.OWN in repository.allowed
    undo = undo_address(repository) if is_own and kept_until() else ""
    messages.success(request, sentence(repository.full_name), extra_tags=undo)
    namespace, mine = repository.namespace.name, reverse("my_repositories")
    if is_own and namespace != request.user.username:
        return redirect(f"{mine}?namespace={namespace}")
    return redirect(mine)


def sentence(name):
    until = kept_until()
    if until is None:
        return _("%(name)s is deleted.") % {"name": name}
    return _("%(name)s is deleted. Its owner can restore it until %(day)s.") % {
        "name": name,
        "day": date_format(until),
    }


def undo_address(repository):
    names = {"name": repository.namespace.name, "repository": repository.name}
    return reverse("repository_restore", kwargs=names)
