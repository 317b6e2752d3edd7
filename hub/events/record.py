"""Writing events."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from hub.events.models import Event
from hub.limits.addresses import UNKNOWN

# Set by the doors, and not handed down: most of what records an event has no business with addresses.
address = ContextVar("address", default=None)


@dataclass(frozen=True, slots=True)
class By:
    """Who did it, and what they showed to prove it; nobody in particular by default (the hub itself)."""

    user_id: int | None = None
    credential: str = ""
    token: str = ""  # what an organisation calls its token, where no person did it


THE_HUB = By()


@contextmanager
def coming_from(client_address):
    """What is recorded inside was asked for from there."""
    token = address.set(None if client_address == UNKNOWN else client_address)
    try:
        yield
    finally:
        address.reset(token)


def record(kind, *, by, repository=None, namespace="", tag="", digest="", **data):
    """Call it inside the transaction that makes the change: the two are true together or not at all.

    `repository` is anything with `pk` and `full_name`; `kind` reads as noun.verb, `tag.push`.
    """
    full_name = repository.full_name if repository else ""
    if by.token:
        data["token"] = by.token
    return Event.objects.create(
        kind=kind,
        actor_id=by.user_id,
        credential=by.credential,
        address=address.get(),
        namespace=namespace or full_name.partition("/")[0],
        repository_id=repository.pk if repository else None,
        repository=full_name,
        tag=tag,
        digest=digest,
        data=data,
    )
