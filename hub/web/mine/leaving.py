"""Giving back what somebody shared."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hub.repositories import services
from hub.web.mine.views import shared_with
from hub.web.shortcuts import actor_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, namespace, name):
    """GET asks, POST does it."""
    full_name = f"{namespace}/{name}"
    shared = shared_with(actor_of(request)).filter(is_by_name=True)
    repository = get_object_or_404(shared, full_name=full_name)
    grant = repository.grants.select_related("repository").get(user=request.user)
    if request.method != "POST":
        context = {"area": "mine", "repository": grant.repository}
        return render(request, "mine/leave.html", context)
    services.revoke(grant=grant, by=actor_of(request).by)
    sentence = _("You left %(name)s.") % {"name": full_name}
    messages.success(request, sentence)
    return redirect("shared_with_me")
