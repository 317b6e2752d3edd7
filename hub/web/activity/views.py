"""Who did what, when, with which credential and from where: of a repository, of a namespace, of the hub."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hub.access.policy import Action
from hub.content import listing
from hub.events import log
from hub.events.models import Event
from hub.web.activity import kinds, table
from hub.web.activity.asked import asked, before
from hub.web.shortcuts import get_own_namespace, get_repository

EVENTS_A_PAGE = 50
ROWS_A_FILE = 10_000
FOR_STAFF = ("decision",)


@require_safe
def of_repository(request, namespace, name):
    """For whoever may push; addresses are for who administers it."""
    repository = get_repository(request, namespace, name, Action.PUSH, reads=True)
    tag_count, _digests = listing.counts(repository)
    may_admin = Action.ADMIN in repository.allowed
    return show(
        request,
        "activity/of_repository.html",
        Event.objects.of_repository(repository),
        namespace=repository.parsed_name.namespace,
        with_addresses=may_admin,
        insiders=insiders_of(repository),
        repository=repository,
        tab="activity",
        tag_count=tag_count,
        may_push=True,
        may_admin=may_admin,
    )


@require_safe
def of_namespace(request, name):
    namespace = get_own_namespace(request, name)
    return show(
        request,
        "activity/of_namespace.html",
        Event.objects.filter(namespace=name),
        namespace=name,
        insiders=members_of(namespace),
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


def members_of(namespace):
    return set(namespace.memberships.values_list("user_id", flat=True))


def insiders_of(repository):
    granted = repository.grants.exclude(user=None).values_list("user_id", flat=True)
    return members_of(repository.namespace) | set(granted)


def keep_to_themselves(events, request, insiders, namespace):
    """What owners are not told: where somebody who does not belong there was, and what operators noted for operators."""
    if request.user.is_staff:
        return
    for event in events:
        # A token of the organisation belongs there.
        is_own = event.actor_id in insiders | {request.user.pk} or (
            "token" in event.data and event.namespace == namespace
        )
        if not is_own:
            event.address = None
            event.data = {k: v for k, v in event.data.items() if k not in FOR_STAFF}
            if "token" in event.data:
                # The repository came from another organisation, which is named without it.
                event.data["token"] = ""


def show(
    request,
    template,
    events,
    *,
    namespace="",
    with_addresses=True,
    insiders=frozenset(),
    **context,
):
    question = asked(request, namespace)
    is_file = request.GET.get("format") == "csv"
    size = ROWS_A_FILE if is_file else EVENTS_A_PAGE
    page = log.page(events, question, before=before(request), size=size)
    keep_to_themselves(page.events, request, insiders, namespace)
    if is_file:
        return table.as_csv(page.events, with_addresses=with_addresses)
    context |= {
        "log": page,
        "kinds": kinds.KINDS,
        "asked": question,
        "is_narrowed": question.narrows or question.since or question.until,
        "with_addresses": with_addresses,
    }
    return render(request, template, context)
