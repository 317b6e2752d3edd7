"""Where one is signed in: browsers, and what docker keeps. Each can be ended from here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from hub.access import actors
from hub.accounts import docker_logins, sessions
from hub.web.form_pages import sent_from
from hub.web.queries import page
from hub.web.tokens.views import LOGINS_SHOWN, live_logins

SESSIONS_A_PAGE = 50


@never_cache
@login_required
def overview(request):
    context = {
        "part": "sessions",
        "page": page(request, sessions.of_user(request.user), SESSIONS_A_PAGE),
        "current": request.session.session_key,
        "docker_logins": live_logins(request.user)[:LOGINS_SHOWN],
    }
    return render(request, "accounts/sessions.html", context)


@sent_from("sessions")
@login_required
def revoke(request, handle):
    mine = sessions.of_user(request.user).select_related("user")
    session = get_object_or_404(mine, handle=handle)
    sessions.revoke(session=session, by=by(request))
    messages.success(request, _("The session is ended."))
    return redirect("sessions")


@sent_from("sessions")
@login_required
def revoke_others(request):
    number = sessions.revoke_others(
        user=request.user, key=request.session.session_key, by=by(request)
    )
    sentence = ngettext(
        "%(number)d other session is ended.",
        "%(number)d other sessions are ended.",
        number,
    )
    messages.success(request, sentence % {"number": number})
    return redirect("sessions")


@sent_from("sessions")
@login_required
def revoke_docker_logins(request):
    docker_logins.revoke_docker_logins(user=request.user, by=by(request))
    messages.success(request, _("Every docker login is revoked."))
    return redirect("sessions")


def by(request):
    return actors.of_session(request.user).by
