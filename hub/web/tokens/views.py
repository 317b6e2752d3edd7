"""What one gives to machines: access tokens, and beside them the logins that `docker login` made."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hub.access import actors
from hub.accounts import access_tokens, docker_logins
from hub.accounts.models import AccessToken, DockerLogin
from hub.web import queries
from hub.web.form_pages import REFUSED, sent_from
from hub.web.tokens.forms import TokenForm

# CI logs in on every job; older ones than these are of the same kind.
LOGINS_SHOWN = 100
TOKENS_A_PAGE = 20
SOON = timedelta(days=14)


# No copy of the page is kept anywhere: once, it shows a secret.
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request):
    """The secret is in the answer to the form and nowhere else: no redirect, no session could carry it as safely."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return show(request, TokenForm(), *create(request.user, form))
    return show(request, form, status=REFUSED if form.errors else 200)


def create(user, form):
    return access_tokens.create_access_token(
        user=user,
        label=form.cleaned_data["label"],
        scope=form.cleaned_data["scope"],
        expires_in=form.lifetime,
        repositories=form.cleaned_data["repositories"],
        withheld=form.cleaned_data["withheld"],
    )


def show(request, form, created=None, secret="", *, status=200):
    tokens = AccessToken.objects.filter(namespace__owner=request.user)
    context = {
        "part": "tokens",
        "form": form,
        "created": created,
        "secret": secret,
        "docker_logins": live_logins(request.user)[:LOGINS_SHOWN],
    }
    context |= listed(request, tokens)
    return render(request, "tokens/access_tokens.html", context, status=status)


def listed(request, tokens):
    """Those in force, by pages, and the last that ended: also for the page of an organisation."""
    return {
        "page": queries.page(request, tokens.live(), TOKENS_A_PAGE),
        "ended_tokens": tokens.ended()[:TOKENS_A_PAGE],
        "soon": timezone.now() + SOON,
    }


def live_logins(user):
    logins = DockerLogin.objects.live().filter(
        user=user, last_used_at__gte=timezone.now() - docker_logins.DOCKER_LOGIN_IDLE
    )
    if user.has_two_factor:
        logins = logins.exclude(access_token=None)
    return logins.select_related("access_token").order_by("-last_used_at", "-pk")


@sent_from("access_tokens")
@login_required
def revoke_access_token(request, pk):
    token = get_object_or_404(AccessToken, pk=pk, namespace__owner=request.user)
    access_tokens.revoke_access_token(
        token=token, by=actors.of_session(request.user).by
    )
    sentence = _("%(name)s is revoked, and so is every docker login made with it.")
    messages.success(request, sentence % {"name": token.label})
    return redirect("access_tokens")


@sent_from("access_tokens")
@login_required
def revoke_docker_login(request, pk):
    login = get_object_or_404(DockerLogin, pk=pk, user=request.user)
    docker_logins.revoke_docker_login(
        login=login, by=actors.of_session(request.user).by
    )
    messages.success(request, _("The docker login is revoked."))
    # The list stands on two pages.
    from_sessions = request.POST.get("from") == "sessions"
    return redirect("sessions" if from_sessions else "access_tokens")
