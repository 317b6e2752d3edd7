"""The button "Star" of a repository's pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect

from hub.repositories import stars
from hub.repositories.models import Repository
from hub.web.form_pages import sent_from, way_back
from hub.web.shortcuts import get_repository, unless_gone
from hub.web.templatetags.repositories import page_of


@login_required
@sent_from("repository")
def star(request, namespace, name):
    """The form says what is wanted, not that it is to change: sent twice, it does the same."""
    repository = get_repository(request, namespace, name)
    act = stars.take_back if request.POST.get("star") == "off" else stars.give
    with unless_gone(Repository):
        act(repository=repository, user=request.user)
    return HttpResponseRedirect(way_back(request, page_of(repository)))
