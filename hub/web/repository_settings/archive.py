"""Into the archive and out of it: pulled, and not changed."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hub.access.policy import Action
from hub.repositories import services
from hub.web.confirmation import ConfirmationForm
from hub.web.form_pages import REFUSED, sent_from
from hub.web.repositories.pages import render_page
from hub.web.repository_settings.general import address_of, with_changes
from hub.web.shortcuts import get_repository


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request, namespace, name):
    """GET asks, POST does it."""
    repository = get_repository(request, namespace, name, Action.ADMIN)
    form = ConfirmationForm(
        request.POST if request.method == "POST" else None,
        to_type=repository.full_name,
    )
    if form.is_bound and form.is_valid():
        with_changes(services.archive, repository, request)
        sentence = _("%(name)s is archived. Pulls go on.")
        messages.success(request, sentence % {"name": repository.full_name})
        return redirect(address_of(repository))
    status = REFUSED if form.errors else 200
    template = "repository_settings/archive.html"
    return render_page(request, template, repository, "settings", status, form=form)


@sent_from("repository_settings")
def unarchive(request, namespace, name):
    repository = get_repository(request, namespace, name, Action.ADMIN)
    with_changes(services.unarchive, repository, request)
    sentence = _("%(name)s is out of the archive. Pushes work again.")
    messages.success(request, sentence % {"name": repository.full_name})
    return redirect(address_of(repository))
