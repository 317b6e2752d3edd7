"""ONE table: what went wrong -> OCI error code and status. docker retries a 5xx five times, and 401, 403, 429 never."""

import json
import logging
from dataclasses import dataclass, field

from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.urls import reverse
from psycopg_pool import PoolTimeout
from rest_framework.exceptions import MethodNotAllowed

from hub.access.policy import Suspended
from hub.access.tokens import TokenInvalid
from hub.accounts.errors import AccessTokenNeeded, CredentialsRefused, TooManyTries
from hub.addresses import origin
from hub.content import errors as content
from hub.content.storage import BlobMissing, StorageFull, StorageUnavailable
from hub.limits.pulls import PullLimitReached
from hub.oci.digests import DigestInvalid
from hub.oci.manifests import ManifestInvalid
from hub.oci.names import NameInvalid
from hub.repositories.errors import PrivateAllowanceUsed, RepositoryError, TextTooLong
from hub.repositories.models import Repository
from registry_api import headers, pull_limit
from registry_api.body import BodyTooLarge, LengthMismatch, LengthRequired
from registry_api.errors import (
    FieldInvalid,
    GrantTypeUnsupported,
    NameUnknown,
    NotJson,
    PageSizeInvalid,
    RouteUnknown,
    TagsStay,
    TooManyTags,
    Unauthorized,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    code: str
    status: int
    message: str
    detail: object = None
    headers: dict = field(default_factory=dict)
    details: tuple = ()  # instead of `detail`: one entry for each


RETRY = {"Retry-After": "5"}
# Every answer of these says when; a row may know it better.
COME_BACK = (429, 503)
# What is left where a deletion is refused for now (RFC 9110, 15.5.6).
READABLE = {"Allow": "GET, HEAD"}

# The first class that fits is taken. A row is (code, status, message) or a function of the error that gives an Answer.
TABLE = [
    (
        NameInvalid,
        (
            "NAME_INVALID",
            400,
            "The name is not valid. Use namespace/name, in lower case.",
        ),
    ),
    (
        NameUnknown,
        lambda e: Answer(
            "NAME_UNKNOWN", 404, "There is no such repository.", {"name": e.name}
        ),
    ),
    (
        Repository.DoesNotExist,  # deleted since the door was asked
        ("NAME_UNKNOWN", 404, "There is no such repository."),
    ),
    (RouteUnknown, ("UNSUPPORTED", 404, "The registry has no such address.")),
    (MethodNotAllowed, ("UNSUPPORTED", 405, "The method is not supported here.")),
    (
        DigestInvalid,
        lambda e: Answer(
            "DIGEST_INVALID", 400, digest_sentence(e), {"digest": e.digest[:200]}
        ),
    ),
    (ManifestInvalid, lambda e: Answer("MANIFEST_INVALID", 400, e.reason)),
    (
        content.ManifestBlobUnknown,
        lambda e: Answer(
            "MANIFEST_BLOB_UNKNOWN",
            400,
            "The manifest needs what this repository does not have.",
            details=tuple({"digest": digest} for digest in e.digests),
        ),
    ),
    (content.TagInvalid, ("TAG_INVALID", 400, "The tag is not valid.")),
    (
        content.TagsNeedDigest,
        (
            "TAG_INVALID",
            400,
            "Tags in the query go with a digest in the address, not with a tag.",
        ),
    ),
    (
        TooManyTags,
        lambda e: Answer(
            "TAG_INVALID",
            414,
            f"One request takes {e.limit} tags. Send the others in another.",
        ),
    ),
    (
        content.ManifestUnknown,
        lambda e: Answer(
            "MANIFEST_UNKNOWN",
            404,
            "There is no such manifest.",
            {"reference": e.reference},
        ),
    ),
    (
        content.BlobUnknown,
        lambda e: Answer(
            "BLOB_UNKNOWN",
            404,
            "There is no such blob in this repository.",
            {"digest": e.digest},
        ),
    ),
    (
        TagsStay,
        (
            "DENIED",
            403,
            "This access token may add tags, and neither move nor delete any.",
        ),
    ),
    (
        content.TagTaken,
        lambda e: Answer(
            "DENIED",
            403,
            f"{e.tag} is taken by another image, and this access token may not move tags. Push another tag.",
            {"tag": e.tag, "digest": e.digest},
        ),
    ),
    (
        content.BlobInUse,
        (
            "UNSUPPORTED",
            405,
            "A manifest needs this blob. Delete the manifest first.",
            READABLE,
        ),
    ),
    (
        content.ManifestInUse,
        (
            "UNSUPPORTED",
            405,
            "A tagged index lists this manifest. Delete the index first.",
            READABLE,
        ),
    ),
    (
        content.UploadUnknown,
        ("BLOB_UPLOAD_UNKNOWN", 404, "There is no such upload. Begin a new one."),
    ),
    (
        content.BodyCutShort,
        (
            "SIZE_INVALID",
            400,
            "The body ended before its declared length. What arrived is kept.",
        ),
    ),
    (
        LengthMismatch,
        ("SIZE_INVALID", 400, "The body's length is not that of its Content-Range."),
    ),
    (
        headers.ContentRangeInvalid,
        ("RANGE_INVALID", 416, "A Content-Range is written like 0-1023 here."),
    ),
    (
        LengthRequired,
        ("SIZE_INVALID", 411, "Send a Content-Length, or a chunked body."),
    ),
    (
        BodyTooLarge,
        lambda e: Answer("MANIFEST_INVALID", 413, f"The body is over {e.limit} bytes."),
    ),
    (
        content.BlobTooLarge,
        lambda e: Answer("DENIED", 413, f"A blob may have {e.limit} bytes here."),
    ),
    (
        headers.RangeUnsatisfiable,
        lambda e: Answer(
            "RANGE_INVALID",
            416,
            "The blob has no such range.",
            headers={"Content-Range": f"bytes */{e.size}"},
        ),
    ),
    (
        PageSizeInvalid,
        ("PAGINATION_NUMBER_INVALID", 400, "n must be a whole number, not negative."),
    ),
    (
        NotJson,
        ("UNSUPPORTED", 400, "Send a JSON object."),
    ),
    (
        FieldInvalid,
        lambda e: Answer(
            "UNSUPPORTED",
            400,
            f"{e.name} is no text that can be set here. Send description or full_description.",
        ),
    ),
    (TextTooLong, lambda e: Answer("SIZE_INVALID", 413, str(e))),
    (PrivateAllowanceUsed, lambda e: Answer("DENIED", 403, str(e))),
    (RepositoryError, lambda e: Answer("DENIED", 403, str(e))),
    (
        TooManyTries,
        lambda e: Answer(
            "TOOMANYREQUESTS", 429, str(e), headers={"Retry-After": str(e.retry_after)}
        ),
    ),
    (
        PullLimitReached,
        lambda e: Answer(
            "TOOMANYREQUESTS",
            429,
            str(e),
            headers={"Retry-After": str(e.retry_after)}
            | pull_limit.headers(e.puller, 0),
        ),
    ),
    (
        GrantTypeUnsupported,
        ("UNSUPPORTED", 400, "grant_type must be password or refresh_token."),
    ),
    (
        DisallowedHost,
        (
            "UNSUPPORTED",
            400,
            "The hub does not know this address. Set HUB_PUBLIC_URL to the one clients use.",
        ),
    ),
    (
        SuspiciousOperation,
        ("UNSUPPORTED", 400, "The request has more in it than the registry reads."),
    ),
    (
        StorageFull,
        (
            "UNAVAILABLE",
            503,
            "The storage is full. Nothing that was pushed before is lost.",
            {"Retry-After": "60"},
        ),
    ),
    (
        StorageUnavailable,
        (
            "UNAVAILABLE",
            503,
            "The storage does not answer. Try again in a moment.",
            RETRY,
        ),
    ),
    (
        (OperationalError, InterfaceError, PoolTimeout),
        (
            "UNAVAILABLE",
            503,
            "The database does not answer. Try again in a moment.",
            RETRY,
        ),
    ),
    (
        IntegrityError,
        (
            "UNAVAILABLE",
            503,
            "Somebody else changed this in the same moment. Try again.",
            {"Retry-After": "1"},
        ),
    ),
    (
        BlobMissing,
        ("UNKNOWN", 500, "The bytes of this blob are missing. The operator was told."),
    ),
]


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


def digest_sentence(error):
    if error.actual:
        return f"The digest of what was sent is {error.actual}."
    return "The digest is not valid. Use sha256 or sha512 and lower-case hex."


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
