"""Signing in with what another service says: going there, coming back, and what may go wrong on the way."""

import logging

from allauth.account.internal.stagekit import clear_login
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from hub.web.accounts import providers
from hub.web.form_pages import sent_from

STATUS = {"cancelled": 403, "stale": 403, "refused": 403, "away": 502}

logger = logging.getLogger(__name__)


@never_cache
@sent_from("account_login")
def begin(request, provider):
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    clear_login(request)
    return leave(
        request,
        provider,
        process=AuthProcess.LOGIN,
        next_url=get_next_redirect_url(request),
        data={"invitation": request.POST.get("invitation", "")[:100]},
    )


def leave(request, name, **state):
    """A page that leads to the provider by itself. A redirect would be one of a form, which the browser is told to
    follow within the hub only; and nobody knows over which addresses a company's sign-in leads."""
    provider = found(request, name)
    try:
        answer = providers.sensible(provider.redirect, request, **state)
    except ProviderException as error:
        return trouble(request, provider.app.name, "away", error)
    context = {"address": answer["Location"], "provider": provider.app.name}
    return render(request, "accounts/provider_leave.html", context)


@never_cache
def come_back(request, provider):
    theirs = found(request, provider)
    was_signed_in = request.user.is_authenticated
    try:
        adapter = theirs.get_oauth2_adapter(request)
        response = OAuth2CallbackView.adapter_view(adapter)(request)
    except ProviderException as error:
        return trouble(request, theirs.app.name, "away", error)
    if not was_signed_in:
        # As with a password that nobody asked to remember.
        request.session.set_expiry(0)
    return response


def found(request, name):
    try:
        return providers.find(request, name)
    except KeyError:
        raise Http404 from None


def trouble(request, title, kind, error=None):
    if error is not None:
        logger.warning("%s: %s", title, error)
    context = {"provider": title, "kind": kind}
    status = STATUS[kind]
    return render(request, "accounts/provider_trouble.html", context, status=status)
