"""Looking around: categories, official images, what has most stars, and everything that was pushed, newest first."""

from hub.access import policy
from hub.repositories.models import OFFICIAL, Category
from hub.web import queries
from hub.web.search.views import RESULTS_A_PAGE, SORTS, shown, sort_of
from hub.web.shortcuts import actor_of

OFFICIAL_SHOWN = 8
POPULAR_SHOWN = 6
# Whoever wants what lies behind them searches. A page far behind costs as much as all before it.
LISTED = 10_000


def explore(request):
    public = policy.visible_repositories(actor_of(request)).public().offered()
    public = public.select_related("namespace").defer("overview")
    total, sort = public[: LISTED + 1].count(), sort_of(request)
    # All were pushed to: without a place for the others an index gives the order.
    order = SORTS[sort] if sort else ["-pushed_at", "-pk"]
    # The numbers alone are in the index: only those of this page are read, however far behind it is.
    pks = public.order_by(*order).values_list("pk", flat=True)
    page = queries.page(request, pks, RESULTS_A_PAGE, min(total, LISTED))
    page.object_list = in_order(public, list(page.object_list))
    # Whoever turns pages or sorts has seen the rest.
    more = {} if request.GET else highlights(public)
    more |= {"area": "explore", "is_more": total > LISTED}
    return shown(request, page, sort, "search/explore.html", **more)


def in_order(repositories, pks):
    found = repositories.in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]


def highlights(public):
    return {
        "categories": Category,
        "official": list(
            public.filter(OFFICIAL).order_by("-pull_count", "-pk")[:OFFICIAL_SHOWN]
        ),
        "popular": list(public.popular()[:POPULAR_SHOWN]),
    }
