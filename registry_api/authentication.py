"""Who asks at the registry: a Bearer token from `/token`, or Basic straight away (curl, scanners)."""

import base64
from dataclasses import dataclass

from rest_framework.authentication import BaseAuthentication

from hub.access import actors, tokens
from hub.accounts import credentials
from registry_api.errors import Unauthorized


@dataclass(frozen=True, slots=True)
class Unlimited:
    """What Basic grants: whatever the credential itself may, as a token that had asked for everything."""

    actor: actors.Actor

    def grants_any(self, name, *actions):
        return True

    def within(self, repositories, action):
        return repositories

    def asked_for(self, name):
        return True


class RegistryAuthentication(BaseAuthentication):
    """`request.user` is the Actor, `request.auth` what limits it; None and None where nobody showed anything."""

    def authenticate(self, request):
        scheme, _, value = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() == "bearer":
            token = tokens.verify(value.strip())
            return token.actor, token
        if scheme.lower() == "basic":
            return self.by_password(request, value)
        return None

    def by_password(self, request, value):
        name, secret = basic(value)
        if not name and not secret:
            return None
        actor = actors.of_credential(
            credentials.verify(name=name, secret=secret, client=client(request))
        )
        return actor, Unlimited(actor)

    def authenticate_header(self, request):
        return "Bearer"


def basic(value) -> tuple[str, str]:
    """Name and secret; two empty strings are "nobody", which some clients send as `Og==`."""
    try:
        name, _, secret = (
            base64.b64decode(value.strip(), validate=True).decode().partition(":")
        )
    # ValueError: what is no base64, what is no UTF-8 in it, and a header that is no ASCII.
    except ValueError as error:
        raise Unauthorized(error="invalid_token") from error
    return name, secret


def client(request) -> credentials.Client:
    return credentials.Client(
        request.META["REMOTE_ADDR"], request.META.get("HTTP_USER_AGENT", "")
    )
