"""ONE table: what went wrong -> OCI error code and status. docker retries a 5xx five times, and 401, 403, 429 never.

What is answered with a challenge instead stands in `answers.py`.
"""

from dataclasses import dataclass, field

from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.db import IntegrityError, InterfaceError, OperationalError
from psycopg_pool import PoolTimeout
from rest_framework.exceptions import MethodNotAllowed

from hub.accounts.errors import TooManyTries
from hub.content import errors as content
from hub.content.storage import BlobMissing, StorageFull, StorageUnavailable
from hub.limits.pulls import PullLimitReached
from hub.oci.digests import DigestInvalid
from hub.oci.manifests import ManifestInvalid
from hub.oci.names import NameInvalid
from hub.repositories.errors import RepositoryError, TextTooLong
from hub.repositories.models import Repository
from registry_api import headers, pull_limit
from registry_api.body import (
    BodyTooLarge,
    LengthMismatch,
    LengthRequired,
    ManifestTooLarge,
)
from registry_api.errors import (
    FieldInvalid,
    GrantTypeUnsupported,
    NameUnknown,
    NotJson,
    PageSizeInvalid,
    RouteUnknown,
    TagsStay,
    TooManyTags,
)


@dataclass(frozen=True, slots=True)
class Answer:
    code: str
    status: int
    message: str
    detail: object = None
    headers: dict = field(default_factory=dict)
    details: tuple = ()  # instead of `detail`: one entry for each


RETRY = {"Retry-After": "5"}
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
        ManifestTooLarge,
        lambda e: Answer(
            "MANIFEST_INVALID",
            413,
            f"A manifest may have at most {e.limit} bytes here.",
        ),
    ),
    (
        BodyTooLarge,
        lambda e: Answer("SIZE_INVALID", 413, f"The body is over {e.limit} bytes."),
    ),
    (
        content.BlobTooLarge,
        lambda e: Answer(
            "DENIED", 413, f"A blob may have at most {e.limit} bytes here."
        ),
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


def digest_sentence(error):
    if error.actual:
        return f"The digest of what was sent is {error.actual}."
    return "The digest is not valid. Use sha256 or sha512 and lower-case hex."
