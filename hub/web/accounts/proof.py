"""Proving once more that it is oneself, for whoever has no password: by a provider that is linked, or a passkey."""

import time
from dataclasses import dataclass

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.internal.flows.login import record_authentication
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hub.accounts import identities, two_factor
from hub.web.accounts import provider_sign_in, providers
from hub.web.form_pages import sent_from

# Long enough to fill in the form that asked for it.
SECONDS = 10 * 60


@dataclass(frozen=True, slots=True)
class Proof:
    """For the form that wants one: whether it was given, and where to give it."""

    is_fresh: bool
    page: str


def of(request) -> Proof:
    return Proof(is_fresh(request), request.path)


def is_fresh(request) -> bool:
    """allauth keeps how somebody signed in; a code alone is the second half of a proof."""
    whole = (
        record["at"]
        for record in get_authentication_records(request, request.user)
        if record["method"] == "socialaccount" or record.get("passwordless")
    )
    return time.time() - max(whole, default=0) < SECONDS


@never_cache
@login_required
def ask(request):
    linked = {one.provider for one in identities.of_user(request.user)}
    context = {
        "providers": [
            (name, title)
            for name, title in providers.offered()
            if identities.place_of(name) in linked
        ],
        "has_passkey": two_factor.passkeys_of(request.user).exists(),
        "next": get_next_redirect_url(request) or "",
    }
    return render(request, "accounts/prove.html", context)


@never_cache
@sent_from("prove")
@login_required
def begin(request, provider):
    target = get_next_redirect_url(request)
    return provider_sign_in.leave(
        request, provider, process=AuthProcess.REDIRECT, next_url=target
    )


def finish(request, sociallogin):
    """Back from the provider."""
    if request.user.is_authenticated and sociallogin.user == request.user:
        record_authentication(request, sociallogin)
    else:
        messages.error(request, _("That is another account. Nothing was proved."))
    return redirect(sociallogin.get_redirect_url(request) or "sign_in_methods")
