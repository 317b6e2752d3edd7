"""By what one signs in: the password, and accounts elsewhere that open this one."""

from allauth.socialaccount.providers.base.constants import AuthProcess
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hub.access import actors
from hub.accounts import identities, passwords, two_factor
from hub.accounts.errors import IdentityTaken, LastWayIn
from hub.web.accounts import provider_sign_in, providers
from hub.web.accounts.two_factor import Guarded


@never_cache
@login_required
def overview(request):
    links = list(identities.of_user(request.user))
    for link in links:
        link.title = identities.title_of(link.provider)
    linked = {link.provider for link in links}
    context = {
        "part": "sign_in_methods",
        "may_have_password": passwords.are_open_to(request.user),
        "has_password": identities.has_password(request.user),
        "links": links,
        "offered": [
            (name, title)
            for name, title in providers.offered()
            if identities.place_of(name) not in linked
        ],
        "passkeys": two_factor.passkeys_of(request.user).count(),
    }
    return render(request, "accounts/sign_in_methods.html", context)


class Link(Guarded):
    """Who sits at an open session could otherwise link an account of theirs, and come back for ever."""

    extra_context = {"part": "sign_in_methods"}
    template_name = "accounts/provider_link.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"provider": self.provider}

    @property
    def provider(self):
        try:
            return identities.offered()[self.kwargs["provider"]]["title"]
        except KeyError:
            raise Http404 from None

    def form_valid(self, form):
        return provider_sign_in.leave(
            self.request, self.kwargs["provider"], process=AuthProcess.CONNECT
        )


def finish(request, sociallogin):
    """Back from the provider, to whoever is signed in by now."""
    if request.user.is_authenticated:
        identity = providers.identity_of(sociallogin)
        by = actors.of_session(request.user).by
        try:
            identities.link(user=request.user, identity=identity, by=by)
        except IdentityTaken as refusal:
            messages.error(request, str(refusal))
        else:
            sentence = _("%(provider)s is linked.") % {"provider": identity.title}
            messages.success(request, sentence)
    return redirect("sign_in_methods")


class Unlink(Guarded):
    extra_context = {"part": "sign_in_methods"}
    template_name = "accounts/provider_unlink.html"

    def get_context_data(self, **context):
        title = identities.title_of(self.account.provider)
        more = {"account": self.account, "provider": title}
        return super().get_context_data(**context) | more

    @property
    def account(self):
        mine = identities.of_user(self.request.user).select_related("user")
        return get_object_or_404(mine, pk=self.kwargs["pk"])

    def form_valid(self, form):
        account = self.account
        try:
            identities.unlink(account=account, by=self.by)
        except LastWayIn as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        title = identities.title_of(account.provider)
        sentence = _("%(provider)s is unlinked.") % {"provider": title}
        messages.success(self.request, sentence)
        return redirect("sign_in_methods")
