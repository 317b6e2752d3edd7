"""The first page: find, or start."""

from django.conf import settings
from django.shortcuts import render

from hub.access import policy
from hub.content import featured
from hub.oci.names import LIBRARY
from hub.web.shortcuts import actor_of

OFFICIAL_SHOWN = 8
RECENT_SHOWN = 10
OWN_SHOWN = 5


def home(request):
    actor = actor_of(request)
    listed = policy.listed_repositories(actor).newest_first()
    public = listed.public().offered()
    context = {
        "official": list(public.filter(namespace__name=LIBRARY)[:OFFICIAL_SHOWN]),
        "recent": list(public[:RECENT_SHOWN]),
        "own": [] if actor.is_anonymous else list(own(listed, actor)[:OWN_SHOWN]),
        "without_search": actor.is_anonymous,
        "private_repositories": settings.HUB_PRIVATE_REPOSITORIES,
    }
    shown = [*context["official"], *context["recent"], *context["own"]]
    context["featured"] = featured.of_all(shown)
    return render(request, "home/home.html", context)


def own(repositories, actor):
    return repositories.filter(namespace__in=policy.owned_namespaces(actor))
