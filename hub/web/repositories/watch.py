"""The button "Watch" of a repository's pages: mail on new tags."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect

from hub.repositories.models import Repository
from hub.watching import services
from hub.web.form_pages import sent_from, way_back
from hub.web.shortcuts import get_repository, unless_gone
from hub.web.templatetags.repositories import page_of


@login_required
@sent_from("repository")
def watch(request, namespace, name):
    """The form says what is wanted, not that it is to change: sent twice, it does the same."""
    repository = get_repository(request, namespace, name)
    act = services.stop if request.POST.get("watch") == "off" else services.start
    with unless_gone(Repository):
        act(repository=repository, user=request.user)
    return HttpResponseRedirect(way_back(request, page_of(repository)))
