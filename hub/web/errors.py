"""Pages of refusals and faults.

Those below 500 look like every other page; they carry no token of a form, so that what must read the same for
everybody does. The others ask nothing of the database.
"""

from django.conf import settings
from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
)
from django.db import InterfaceError, OperationalError
from django.shortcuts import render
from psycopg_pool import PoolTimeout

from hub.content.storage import StorageUnavailable
from hub.namespaces.errors import PicturesUnavailable

AWAY = (
    OperationalError,
    InterfaceError,
    PoolTimeout,
    StorageUnavailable,
    PicturesUnavailable,
)
COME_BACK_IN = 5  # seconds
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent)


def bad_request(request, exception=None):
    if isinstance(exception, TOO_MUCH):
        return render(request, "413.html", status=413)
    is_unknown_host = isinstance(exception, DisallowedHost)
    context = {
        "is_unknown_host": is_unknown_host,
        "has_public_url": bool(settings.HUB_PUBLIC_URL),
    }
    return render(request, "400.html", context, status=400)


def forbidden(request, exception=None):
    """A sentence that came with it says more than that the person may not."""
    return refuse(request, "403.html", 403, sentence=str(exception or ""))


def csrf_failure(request, reason=""):
    return refuse(request, "403_csrf.html", 403)


def not_allowed(request, *, allowed):
    response = refuse(request, "405.html", 405)
    response["Allow"] = allowed
    return response


def not_found(request, exception=None):
    """Missing, private, deleted, never a name at all: one page, which knows only what was asked for."""
    return refuse(request, "404.html", 404, asked=request.path.strip("/"))


def too_many_requests(request, *, seconds):
    response = refuse(request, "429.html", 429, minutes=max(1, -(-seconds // 60)))
    response["Retry-After"] = str(seconds)
    return response


def refuse(request, template, status, **context):
    try:
        return render(
            request, template, context | {"without_token": True}, status=status
        )
    except AWAY:
        # The header asks who is signed in.
        return unavailable(request)


def server_error(request):
    return render(request, "500.html", status=500)


def unavailable(request):
    response = render(request, "503.html", status=503)
    response["Retry-After"] = str(COME_BACK_IN)
    return response
