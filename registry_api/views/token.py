"""`/token`: registry tokens for whoever they are, for what they may (distribution's token specification)."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import JsonResponse, QueryDict

from hub.access import actors, keys, scopes, tokens
from hub.accounts import credentials, docker_logins, secrets
from registry_api.authentication import basic, client
from registry_api.body import read_whole
from registry_api.errors import GrantTypeUnsupported
from registry_api.views.base import OpenView

FORM_BYTES = 64 * 1024


class TokenServiceView(OpenView):
    def get(self, request):
        """Basic credentials, or none at all: then it is a token for what is public."""
        credential = self.shown(request)
        wants_login = request.GET.get("offline_token") == "true"
        return answer(
            request, credential, request.GET.getlist("scope"), wants_login=wants_login
        )

    def post(self, request):
        """OAuth2's form: containerd sends a password, docker the refresh token that a login gave it."""
        form = QueryDict(read_whole(request.META, FORM_BYTES))
        credential = self.presented(request, form)
        wants_login = form.get("access_type") == "offline"
        return answer(
            request, credential, form.getlist("scope"), wants_login=wants_login
        )

    def shown(self, request):
        scheme, _, value = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        name, secret = basic(value)
        if not name and not secret:
            return None
        if secrets.is_one(secret, secrets.DOCKER_LOGIN):
            return docker_logins.verify_docker_login(
                secret=secret, client=client(request)
            )
        return credentials.verify(name=name, secret=secret, client=client(request))

    def presented(self, request, form):
        if form.get("grant_type") == "refresh_token":
            return docker_logins.verify_docker_login(
                secret=form.get("refresh_token", ""), client=client(request)
            )
        if form.get("grant_type") == "password":
            return credentials.verify(
                name=form.get("username", ""),
                secret=form.get("password", ""),
                client=client(request),
            )
        raise GrantTypeUnsupported


def answer(request, credential, asked, *, wants_login):
    actor = actors.of_credential(credential) if credential else actors.ANONYMOUS
    token, grants = tokens.issue(actor, scopes.parse(asked))
    body = {
        "token": token,
        "access_token": token,
        "expires_in": settings.HUB_REGISTRY_TOKEN_SECONDS,
        "issued_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "scope": " ".join(
            f"repository:{name}:{','.join(sorted(words))}"
            for name, words in grants.items()
            if words
        ),
    }
    # An organisation's token is kept by docker as it is: a login is a person's.
    if wants_login and credential and credential.may_log_in:
        body["refresh_token"] = docker_logins.create_docker_login(
            credential=credential, client=client(request)
        )
    return JsonResponse(body, headers={"Cache-Control": "no-store"})


class KeysView(OpenView):
    """The public keys, as a JSON Web Key Set (RFC 7517), for a proxy or cache that verifies tokens itself."""

    def get(self, request):
        return JsonResponse({"keys": [key.as_jwk() for key in keys.ring.all()]})
