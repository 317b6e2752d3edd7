"""What a person has starred, as far as they may still see it."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from hub.access import policy
from hub.web import queries
from hub.web.mine.views import REPOSITORIES_A_PAGE, shared_with
from hub.web.shortcuts import actor_of


@login_required
def starred(request):
    visible = policy.visible_repositories(actor_of(request))
    context = {
        "area": "mine",
        "tab": "starred",
        "page": queries.page(
            request, visible.starred_by(request.user), REPOSITORIES_A_PAGE
        ),
        "shared_count": shared_with(actor_of(request)).count(),
    }
    return render(request, "mine/starred.html", context)
