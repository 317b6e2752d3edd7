"""An invitation, for whoever was invited: accept it or decline."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hub.namespaces import invitations as services
from hub.namespaces.errors import InvitationOfAnother
from hub.namespaces.models import Invitation
from hub.web.organisations import keys, roles
from hub.web.shortcuts import actor_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, key):
    """One that ended and one of somebody else read the same."""
    found = keys.by_key(key, request.user)
    try:
        if found and request.method == "POST":
            return answer(request, found)
    except (Invitation.DoesNotExist, InvitationOfAnother):
        found = None
    context = {
        "invitation": found,
        "role": found and roles.NAMES[found.role],
        "sentence": found and roles.SENTENCES[found.role],
    }
    status = 200 if found else 404
    return render(request, "organisations/invitation.html", context, status=status)


def answer(request, invitation):
    do = services.decline if "decline" in request.POST else services.accept
    do(invitation=invitation, user=request.user, by=actor_of(request).by)
    words = {"organisation": invitation.namespace.name}
    if do is services.decline:
        messages.success(request, _("You declined to join %(organisation)s.") % words)
        return redirect("organisations")
    messages.success(request, _("You are a member of %(organisation)s now.") % words)
    return redirect("namespace", invitation.namespace.name)
