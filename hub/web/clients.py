"""Where a request came from, as the domain wants it; hub/wsgi.py has put the true address there."""

from hub.accounts.credentials import Client
from hub.limits.addresses import UNKNOWN


def client_of(request) -> Client:
    """`request` may be None: Django's own `authenticate` needs none."""
    if request is None:
        return Client(UNKNOWN)
    return Client(
        request.META.get("REMOTE_ADDR", UNKNOWN),
        request.META.get("HTTP_USER_AGENT", ""),
    )
