"""Who did what, when, with which credential and from where: of a repository, of a namespace, of the hub."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hub.access.policy import Action
from hub.content import listing
from hub.events import log
from hub.events.models import Event
from hub.web.activity import kinds, table
from hub.web.activity.asked import asked, before
from hub.web.shortcuts import get_namespace, get_repository

EVENTS_A_PAGE = 50
ROWS_A_FILE = 10_000


@require_safe
def of_repository(request, namespace, name):
    """For whoever may push; addresses are for who administers it."""
    repository = get_repository(request, namespace, name, Action.PUSH)
    tag_count, _digests = listing.counts(repository)
    may_admin = Action.ADMIN in repository.allowed
    return show(
        request,
        "activity/of_repository.html",
        Event.objects.of_repository(repository),
        namespace=repository.parsed_name.namespace,
        with_addresses=may_admin,
        repository=repository,
        tab="activity",
        tag_count=tag_count,
        may_push=True,
        may_admin=may_admin,
    )


@require_safe
def of_namespace(request, name):
    namespace = get_namespace(request, name)
    if not namespace.is_mine:
        raise PermissionDenied
    return show(
        request,
        "activity/of_namespace.html",
        Event.objects.filter(namespace=name),
        namespace=name,
        with_repository=True,
        owner=namespace,
        tab="activity",
    )


@login_required
@require_safe
def of_hub(request):
    if not request.user.is_staff:
        raise Http404
    return show(
        request, "activity/of_hub.html", Event.objects.all(), with_repository=True
    )


def show(request, template, events, *, namespace="", with_addresses=True, **context):
    question = asked(request, namespace)
    if request.GET.get("format") == "csv":
        page = log.page(events, question, before=before(request), size=ROWS_A_FILE)
        return table.as_csv(page.events, with_addresses=with_addresses)
    page = log.page(events, question, before=before(request), size=EVENTS_A_PAGE)
    context |= {
        "log": page,
        "kinds": kinds.KINDS,
        "asked": question,
        "is_narrowed": question.narrows or question.since or question.until,
        "with_addresses": with_addresses,
    }
    return render(request, template, context)
