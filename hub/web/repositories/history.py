"""What a tag was, when, and by whom; and moving it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hub.access.policy import Action
from hub.content import inspection, restoring, tags
from hub.content.errors import ManifestBlobUnknown, ManifestUnknown
from hub.content.models import Manifest
from hub.events.models import Event
from hub.oci import digests
from hub.web import queries
from hub.web.form_pages import sent_from
from hub.web.repositories.pages import render_page
from hub.web.shortcuts import actor_of, get_repository
from hub.web.templatetags.repositories import page_of

EVENTS_A_PAGE = 25


def events_of(repository, tag):
    events = Event.objects.of_tag(repository, tag).filter(kind__in=tags.HISTORY)
    return events.select_related("actor").newest_first()


def history(request, namespace, name, tag):
    """Also of a tag that is deleted: that is when it is wanted most."""
    repository = get_repository(request, namespace, name)
    found = inspection.find_tag(repository, tag)
    page = queries.page(request, events_of(repository, tag), EVENTS_A_PAGE)
    if found is None and not page.object_list:
        raise Http404
    return render_page(
        request,
        "repositories/tag_history.html",
        repository,
        "tags",
        name=tag,
        tag=found,
        page=page,
        here=still_here(repository, page.object_list),
    )


def still_here(repository, events) -> set:
    """Of the digests that the page names, those that can be had."""
    named = {event.digest for event in events}
    found = Manifest.objects.filter(repository=repository, digest__in=named)
    return set(found.values_list("digest", flat=True))


@login_required
@sent_from("tag_history")
def restore(request, namespace, name, tag):
    repository = get_repository(request, namespace, name, Action.PUSH)
    move_back(request, repository, tag, request.POST.get("digest", ""))
    return redirect(page_of(repository, "tag_history", tag=tag))


def move_back(request, repository, tag, digest):
    try:
        restoring.restore(
            repository=repository,
            name=tag,
            digest=digests.check(digest),
            by=actor_of(request).by,
        )
    except (ManifestUnknown, digests.DigestInvalid):
        messages.error(request, _("That manifest is gone. Push the image again."))
    except ManifestBlobUnknown:
        sentence = _("A platform of it is gone, so it was not restored. Push it again.")
        messages.error(request, sentence)
    else:
        words = {"tag": tag, "digest": digest.partition(":")[2][:12]}
        messages.success(request, _("%(tag)s is %(digest)s again.") % words)
