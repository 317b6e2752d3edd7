"""How an error is answered: found in the table, or asked back with a challenge, and said as the OCI specification does."""

import json
import logging

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.exceptions import MethodNotAllowed

from hub.access.policy import Suspended
from hub.access.tokens import TokenInvalid
from hub.accounts.errors import AccessTokenNeeded, CredentialsRefused
from hub.addresses import origin
from hub.content import errors as content
from registry_api import headers
from registry_api.errors import Unauthorized
from registry_api.table import RETRY, TABLE, Answer

logger = logging.getLogger(__name__)

# Every answer of these says when; a row may know it better.
COME_BACK = (429, 503)


def answer(error, context):
    """DRF's exception handler: every error is JSON in the shape of the OCI specification, also those nobody foresaw."""
    request = context["request"]
    found = look_up(error, request)
    if isinstance(error, MethodNotAllowed):
        found.headers["Allow"] = ", ".join(sorted(context["view"].allowed_methods))
    if found.status >= 500:
        logger.error(
            "%s %s: %s", request.method, request.path, found.message, exc_info=error
        )
    return as_response(found)


def look_up(error, request) -> Answer:
    if isinstance(error, Unauthorized):
        return unauthorized(error, request)
    if isinstance(error, TokenInvalid | Suspended):
        return unauthorized(Unauthorized(error="invalid_token"), request)
    if isinstance(error, CredentialsRefused):
        return refused(credentials_sentence(error, request), request)
    if isinstance(error, content.RangeMismatch | content.UploadTakenOver):
        return out_of_step(error, request)
    for kinds, row in TABLE:
        if isinstance(error, kinds):
            return row(error) if callable(row) else of_row(*row)
    return Answer("UNKNOWN", 500, "The registry made a mistake. Its log says more.")


def of_row(code, status, message, extra_headers=None):
    return Answer(code, status, message, headers=extra_headers or {})


def unauthorized(error, request):
    value = headers.challenge(
        request, scope=error.scope, error=error.error, description=error.description
    )
    message = error.description or "authentication required"
    return Answer("UNAUTHORIZED", 401, message, headers={"WWW-Authenticate": value})


def out_of_step(error, request):
    """The upload lives on; the client learns where it stands and may go on from there (OCI distribution, end-5)."""
    # An upload can be written in more than one way, not all of which a header bears.
    uploads, _, _ = request.path.rpartition("/")
    place = {
        "Location": f"{uploads}/{error.upload.pk}",
        "Range": headers.received(error.upload),
    }
    return Answer(
        "RANGE_INVALID",
        416,
        "The chunk does not begin where the upload stands.",
        headers=place,
    )


def refused(sentence, request):
    """Of a name and a secret. The token service challenges nobody: it is where a challenge leads."""
    if request.path.startswith("/v2"):
        error = Unauthorized(error="invalid_token", description=sentence)
        return unauthorized(error, request)
    return Answer("UNAUTHORIZED", 401, sentence)


def credentials_sentence(error, request):
    if isinstance(error, AccessTokenNeeded):
        page = origin(request) + reverse("access_tokens")
        return f"{error} Make one at {page} and log in with it as the password."
    return str(error) or "incorrect username or password"


def as_response(found):
    details = found.details or (found.detail,)
    response = HttpResponse(
        json.dumps({"errors": [entry(found, detail) for detail in details]}),
        status=found.status,
        content_type="application/json",
        headers=found.headers,
    )
    if found.status in COME_BACK:
        response.headers.setdefault("Retry-After", RETRY["Retry-After"])
    return response


def entry(found, detail):
    said = {"code": found.code, "message": found.message}
    return said if detail is None else said | {"detail": detail}
