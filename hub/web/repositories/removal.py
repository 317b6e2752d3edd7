"""Delete several images: the page that says what goes, then the deed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hub.access.policy import Action
from hub.content import removal
from hub.content.errors import ManifestInUse, RemovalChanged
from hub.oci import digests
from hub.web.form_pages import REFUSED
from hub.web.repositories.pages import render_page
from hub.web.shortcuts import actor_of, get_repository
from hub.web.templatetags.repositories import page_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_images(request, namespace, name):
    """GET asks about the digests in the address, POST does it: it works where scripts do not run."""
    repository = get_repository(request, namespace, name, Action.DELETE)
    chosen = chosen_in(request.POST if request.method == "POST" else request.GET)
    found = removal.plan(repository=repository, digests=chosen)
    if not found.manifests:
        messages.info(request, _("Nothing was chosen. Tick what is to be deleted."))
        return redirect(page_of(repository, "tags"))
    if request.method == "POST":
        return delete(request, repository, chosen)
    return ask(request, repository, chosen, found)


def chosen_in(data):
    found = filter(digests.is_digest, data.getlist("digest"))
    return list(dict.fromkeys(found))[: removal.AT_ONCE]


def delete(request, repository, chosen):
    try:
        gone = removal.remove(
            repository=repository,
            digests=chosen,
            seal=request.POST.get("seal", ""),
            by=actor_of(request).by,
        )
    except (RemovalChanged, ManifestInUse):
        found = removal.plan(repository=repository, digests=chosen)
        return ask(request, repository, chosen, found, has_changed=True)
    messages.success(request, sentence(gone))
    return redirect(page_of(repository, "tags"))


def sentence(gone):
    number = len(gone.manifests)
    return ngettext(
        "%(n)d manifest is deleted.", "%(n)d manifests are deleted.", number
    ) % {"n": number}


def ask(request, repository, chosen, found, *, has_changed=False):
    return render_page(
        request,
        "repositories/images_delete.html",
        repository,
        "tags",
        status=REFUSED if has_changed else 200,
        chosen=chosen,
        found=found,
        has_changed=has_changed,
        first_listed=found.listed[0] if found.listed else None,
    )
