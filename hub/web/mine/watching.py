"""What a person watches, and the page that the link in each mail leads to."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hub.access import policy
from hub.watching import mail, services
from hub.watching.models import Watch
from hub.web import queries
from hub.web.mine.views import REPOSITORIES_A_PAGE, shared_with
from hub.web.shortcuts import actor_of


@login_required
def watching(request):
    visible = policy.visible_repositories(actor_of(request))
    watches = Watch.objects.by(request.user).filter(repository__in=visible)
    watches = watches.select_related("repository").newest_first()
    context = {
        "area": "mine",
        "tab": "watching",
        "page": queries.page(request, watches, REPOSITORIES_A_PAGE),
        "shared_count": shared_with(actor_of(request)).count(),
        "has_mail": settings.HAS_MAIL,
    }
    return render(request, "mine/watching.html", context)


# A mail program that posts for its reader has no cookie of ours; the key says all that this needs.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_by_key(request, key):
    """GET asks: programs look at the links of a mail before its reader does. POST stops it, signed in or not."""
    try:
        watch = services.find_by_key(key)
    except BadSignature:
        raise Http404 from None
    name = watch.repository.familiar_name if watch and mail.may_pull(watch) else ""
    is_stopped = watch is None or request.method == "POST"
    if watch and is_stopped:
        services.stop(repository=watch.repository, user=watch.user)
    context = {"name": name, "is_stopped": is_stopped}
    return render(request, "watching/stop.html", context)
