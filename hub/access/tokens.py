"""Registry tokens: JWTs of five minutes that say who asks and what was asked for and granted.

A grant is a ceiling. What it allows is asked of the policy again on every request.
"""

import secrets
import threading
import time
from dataclasses import astuple, dataclass

import jwt
from django.conf import settings
from django.db.models import Q

from hub.access import keys, policy
from hub.access.actors import Actor, OrganisationToken
from hub.accounts.models import Scope
from hub.oci import names

ISSUER = "berth"
LEEWAY = 30  # seconds a node's clock may be behind; a token never lives longer for it
CACHED = 4096


class TokenInvalid(Exception):
    """Malformed, forged, expired, or of somebody who may do nothing any more."""


@dataclass(frozen=True, slots=True)
class RegistryToken:
    actor: Actor
    grants: (
        dict  # full repository name -> frozenset of action words; "catalog" -> {"*"}
    )
    expires_at: int  # Unix seconds

    def grants_any(self, name, *actions):
        return not self.grants.get(name, policy.NOTHING).isdisjoint(actions)

    def within(self, repositories, action):
        """Those of a queryset that are public or that the token grants the action on."""
        granted = [name for name in self.grants if self.grants_any(name, action)]
        return repositories.filter(Q(is_private=False) | Q(full_name__in=granted))

    def asked_for(self, name):
        """A name that was asked for and refused is here too, without actions."""
        return name in self.grants


def issue(actor, requested) -> tuple[str, dict]:
    """The signed token, and what it grants; raises policy.Suspended."""
    grants = {item.name: granted(actor, item) for item in requested}
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": settings.HUB_TOKEN_AUDIENCE,
        "sub": actor.username,
        "iat": now,
        "nbf": now,
        "exp": now + settings.HUB_REGISTRY_TOKEN_SECONDS,
        "jti": secrets.token_hex(8),
        "uid": actor.user_id,
        "cred": actor.credential,
        "ceil": str(actor.ceiling),
        "only": actor.only,
        "without": actor.withheld,
        "org": astuple(actor.organisation_token) if actor.organisation_token else None,
        "access": [
            {"type": item.type, "name": item.name, "actions": sorted(grants[item.name])}
            for item in requested
        ],
    }
    key = keys.ring.signing()
    return jwt.encode(
        claims, key.private, algorithm="ES256", headers={"kid": key.id}
    ), grants


def granted(actor, item):
    if item.type == "registry" and item.name == "catalog":
        return item.actions & {"*", "search"}
    if item.type != "repository":
        return policy.NOTHING
    allowed = policy.rights(actor, names.parse(item.name)).actions
    words = {action.value for action in allowed} & {"pull", "push", "delete"}
    # skopeo asks for `*` where it means delete.
    everything = {"*"} & item.actions if "delete" in words else set()
    return frozenset(words & item.actions) | everything


def verify(text) -> RegistryToken:
    """Raises TokenInvalid. A signature costs a quarter of a millisecond to check, so each is checked once a process."""
    found = _verified.get(text)
    if found is None:
        found = remember(text, decode(text))
    if found.expires_at <= time.time():
        raise TokenInvalid("The token has expired.")
    return found


def decode(text) -> RegistryToken:
    try:
        key = keys.ring.verifying(jwt.get_unverified_header(text).get("kid"))
        if key is None:
            raise TokenInvalid("The token was signed with an unknown key.")
        claims = jwt.decode(
            text,
            key.public,
            algorithms=["ES256"],
            audience=settings.HUB_TOKEN_AUDIENCE,
            issuer=ISSUER,
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "aud", "iss", "sub"]},
        )
        return read(claims)
    except (jwt.InvalidTokenError, UnicodeError) as error:
        raise TokenInvalid("The token is not valid.") from error
    except (KeyError, ValueError) as error:
        raise TokenInvalid("Another version of the hub made the token.") from error


def read(claims) -> RegistryToken:
    return RegistryToken(
        actor=Actor(
            claims["uid"],
            claims["sub"],
            claims["cred"],
            Scope(claims["ceil"]),
            tuple(claims["only"]),
            tuple(claims["without"]),
            OrganisationToken(*claims["org"]) if claims["org"] else None,
        ),
        grants={item["name"]: frozenset(item["actions"]) for item in claims["access"]},
        expires_at=claims["exp"],
    )


_verified = {}
_lock = threading.Lock()


def remember(text, token):
    with _lock:
        if len(_verified) >= CACHED:
            _verified.clear()
        _verified[text] = token
    return token
