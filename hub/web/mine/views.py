"""Where was I: what a person has, how much of the allowance is used, and what others share with them."""

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, F, OuterRef, Q
from django.shortcuts import render

from hub.access import policy
from hub.content import usage
from hub.events.models import Event
from hub.namespaces import suspension
from hub.namespaces.models import Membership
from hub.repositories import quota, trash
from hub.repositories.models import Repository, Role
from hub.web import queries
from hub.web.shortcuts import actor_of

REPOSITORIES_A_PAGE = 20
ACTIVITY_SHOWN = 6
# What a person wants to be reminded of; a manifest's push is told by its tag's.
ACTIVITY = (
    "tag.push",
    "tag.restore",
    "tag.delete",
    "repository.create",
    "repository.visibility",
    "repository.rename",
    "repository.leave",
    "repository.transfer",
    "repository.archive",
    "repository.unarchive",
    "repository.delete",
    "repository.restore",
)
ENDS = ("repository.delete", "repository.leave")
SORTS = {
    "pushed": (F("pushed_at").desc(nulls_last=True), "-pk"),
    "name": ("full_name",),
    "size": ("-stored", "-pk"),
}
VISIBILITIES = {"public": False, "private": True}


@login_required
def my_repositories(request):
    namespaces = list(policy.owned_namespaces(actor_of(request)).order_by("name"))
    suspended = suspension.of_member(request.user.pk)
    if not namespaces:
        context = {"area": "mine", "tab": "mine", "suspended": suspended}
        return render(request, "mine/suspended.html", context)
    namespace = chosen(request, namespaces)
    found = narrowed(request, usage.with_usage(namespace.repositories.existing()))
    context = {
        "area": "mine",
        "tab": "mine",
        "namespace": namespace,
        "namespaces": namespaces,
        "suspended": suspended,
        "page": queries.page(request, found, REPOSITORIES_A_PAGE),
        "typed": queries.text(request, "name"),
        "visibility": queries.choice(request, "visibility", VISIBILITIES, ""),
        "sort": queries.choice(request, "sort", SORTS, "pushed"),
        "shared_count": shared_with(actor_of(request)).count(),
        "empty_count": namespace.repositories.existing().empty().count(),
        "used": quota.used(namespace),
        "stored": usage.of_namespace(namespace),
        "deleted_count": deleted_count(request, namespace),
        "activity": activity_of(namespace),
    }
    return render(request, "mine/my_repositories.html", context)


def deleted_count(request, namespace):
    """What the person may restore: an owner's business."""
    is_owner = policy.role_in(namespace, actor_of(request)) == Membership.Role.OWNER
    return trash.kept_in(namespace).count() if is_owner else 0


def chosen(request, namespaces):
    """The one the address names, else the person's own."""
    asked = request.GET.get("namespace")
    own = [one for one in namespaces if one.owner_id == request.user.pk]
    found = [one for one in namespaces if one.name == asked] or own or namespaces
    return found[0]


def narrowed(request, repositories):
    if words := queries.text(request, "name"):
        repositories = repositories.filter(full_name__icontains=words)
    visibility = queries.choice(request, "visibility", VISIBILITIES, None)
    if visibility:
        repositories = repositories.filter(is_private=VISIBILITIES[visibility])
    return repositories.order_by(
        *SORTS[queries.choice(request, "sort", SORTS, "pushed")]
    )


def activity_of(namespace):
    """Of what was deleted the end only: the other lines would lead nowhere."""
    # Here or elsewhere: an old name leads on.
    existing = Repository.objects.existing().filter(pk=OuterRef("repository_id"))
    told = Q(kind__in=ENDS) | Exists(existing)
    events = Event.objects.filter(told, namespace=namespace.name, kind__in=ACTIVITY)
    return events.select_related("actor").newest_first()[:ACTIVITY_SHOWN]


@login_required
def shared_with_me(request):
    shared = shared_with(actor_of(request))
    context = {
        "area": "mine",
        "tab": "shared",
        "page": queries.page(request, shared, REPOSITORIES_A_PAGE),
    }
    return render(request, "mine/shared_with_me.html", context)


def shared_with(actor):
    """What others granted to the person or to a team of theirs, last pushed first, with how far it goes."""
    found = Repository.objects.existing().filter(policy.granted_to(actor))
    found = found.exclude(policy.in_owned(actor, "namespace"))
    return found.annotate(
        may_admin=is_granted(actor, Role.ADMIN),
        may_push=is_granted(actor, Role.WRITE),
        is_by_name=Exists(policy.own_grants(actor).filter(repository=OuterRef("pk"))),
    ).newest_first()


def is_granted(actor, role):
    here = {"repository": OuterRef("pk"), "role": role}
    own, of_teams = policy.own_grants(actor), policy.team_grants(actor)
    return Exists(own.filter(**here)) | Exists(of_teams.filter(**here))
