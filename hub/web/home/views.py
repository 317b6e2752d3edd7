"""The first page: find, or start."""

from django.conf import settings
from django.shortcuts import render

from hub.access import policy
from hub.content import featured
from hub.oci.names import LIBRARY
from hub.web.shortcuts import actor_of

OFFICIAL_SHOWN = 8
RECENT_SHOWN = 10
POPULAR_SHOWN = 5
OWN_SHOWN = 5


def home(request):
    actor = actor_of(request)
    public = policy.visible_repositories(actor).public().offered().defer("overview")
    # All were pushed to: without a place for the others an index gives the order.
    newest = public.order_by("-pushed_at", "-pk")
    context = {
        "official": list(newest.filter(namespace__name=LIBRARY)[:OFFICIAL_SHOWN]),
        "recent": list(newest[:RECENT_SHOWN]),
        "popular": list(public.popular()[:POPULAR_SHOWN]),
        "own": [] if actor.is_anonymous else list(own(actor)[:OWN_SHOWN]),
        "without_search": actor.is_anonymous,
        "private_repositories": settings.HUB_PRIVATE_REPOSITORIES,
    }
    shown = ("official", "recent", "popular", "own")
    context["featured"] = featured.of_all(
        [one for part in shown for one in context[part]]
    )
    return render(request, "home/home.html", context)


def own(actor):
    listed = policy.listed_repositories(actor).filter(
        policy.in_owned(actor, "namespace")
    )
    return listed.defer("overview").newest_first()
