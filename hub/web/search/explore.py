"""Looking around: categories, official images, what has most stars, and everything that was pushed, newest first."""

from hub.access import policy
from hub.repositories.models import OFFICIAL, Category
from hub.web.search.views import results
from hub.web.shortcuts import actor_of

OFFICIAL_SHOWN = 8
POPULAR_SHOWN = 6


def explore(request):
    public = policy.visible_repositories(actor_of(request)).public().offered()
    # All were pushed to: without a place for the others an index gives the order.
    public = public.order_by("-pushed_at", "-pk")
    # Whoever turns pages or sorts has seen the rest.
    public = public.select_related("namespace").defer("overview")
    more = {} if request.GET else highlights(public)
    return results(request, public, "search/explore.html", area="explore", **more)


def highlights(public):
    starred = public.filter(star_count__gt=0)
    return {
        "categories": Category,
        "official": list(public.filter(OFFICIAL)[:OFFICIAL_SHOWN]),
        "popular": list(starred.order_by("-star_count", "full_name")[:POPULAR_SHOWN]),
    }
