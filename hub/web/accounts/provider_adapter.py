"""How allauth's dance with a provider meets the hub: which there are, and what becomes of what they say."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.http import Http404

from hub.operators import sign_up
from hub.web.accounts import (
    proof,
    provider_sign_in,
    providers,
    sign_in_methods,
)
from hub.web.accounts.sign_up import closed


class ProviderAdapter(DefaultSocialAccountAdapter):
    def get_provider(self, request, provider, client_id=None):
        try:
            return providers.find(request, provider)
        except KeyError:
            raise Http404 from None

    def pre_social_login(self, request, sociallogin):
        """Linking and proving are ours. Nobody needs the provider's token any more."""
        sociallogin.token = None
        process = sociallogin.state["process"]
        if process == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(sign_in_methods.finish(request, sociallogin))
        if process == AuthProcess.REDIRECT:
            raise ImmediateHttpResponse(proof.finish(request, sociallogin))

    def is_open_for_signup(self, request, sociallogin):
        invitation = providers.invitation_of(sociallogin)
        if not sign_up.is_open(invitation):
            response = closed(request, is_invited=bool(invitation))
            raise ImmediateHttpResponse(response)
        return True

    def on_authentication_error(
        self, request, provider, error=None, exception=None, extra_context=None
    ):
        if error == AuthError.CANCELLED:
            kind = "cancelled"
        elif exception is not None:
            kind = "away"
        elif "state_id" in (extra_context or {}):
            kind = "stale"
        else:
            kind = "refused"
        raise ImmediateHttpResponse(
            provider_sign_in.trouble(request, provider.app.name, kind, exception)
        )
