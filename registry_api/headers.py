"""Headers of the wire: ranges, challenges, links, and where things are."""

import re
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponseNotModified

from hub.addresses import origin

CONTENT_RANGE = re.compile(r"(?:bytes[ =])?([0-9]{1,19})-([0-9]{1,19})(?:/.*)?")
BYTE_RANGE = re.compile(r"bytes=([0-9]{0,19})-([0-9]{0,19})")


class ContentRangeInvalid(Exception):
    """A Content-Range that cannot be read."""


class RangeUnsatisfiable(Exception):
    def __init__(self, size):
        super().__init__(size)
        self.size = size  # bytes


def content_range(text):
    """(first byte, length) of a chunk, or None without the header. No unit and no total (OCI distribution, end-5)."""
    if not text:
        return None
    match = CONTENT_RANGE.fullmatch(text.strip())
    first, last = map(int, match.groups()) if match else (1, 0)
    if last < first:
        raise ContentRangeInvalid
    return first, last - first + 1


def byte_range(text, size):
    """(start, length) of a single range (RFC 9110, 14.1.2); None: answer with the whole. Raises RangeUnsatisfiable."""
    match = BYTE_RANGE.fullmatch(text.strip().replace(" ", "")) if text else None
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    if start > end or (last and first and int(last) < start):
        raise RangeUnsatisfiable(size)
    return start, end - start + 1


def received(upload):
    """`Range` of an upload: inclusive, without unit. docker computes a layer's size from it."""
    return f"0-{max(upload.offset - 1, 0)}"


def next_page(path, **parameters):
    """A relative link: crane refuses one to another host."""
    query = "&".join(
        f"{key}={quote(str(value), safe='')}" for key, value in parameters.items()
    )
    return f'<{path}?{query}>; rel="next"'


def challenge(request, *, scope="", error="", description=""):
    parts = {"realm": realm(request), "service": settings.HUB_TOKEN_AUDIENCE}
    parts |= {"scope": scope, "error": error, "error_description": description}
    return "Bearer " + ",".join(
        f'{key}="{quoted(value)}"' for key, value in parts.items() if value
    )


def realm(request):
    """On the registry's own host and port: crane refuses any other. Without a public URL it is the loopback name asked."""
    return f"{origin(request)}/token"


def quoted(text):
    """The inside of a quoted-string (RFC 9110, 5.6.4), in the ASCII that headers bear, and on one line."""
    line = " ".join(text.split())
    return line.replace("\\", "").replace('"', "'").encode("ascii", "replace").decode()


def not_modified(request, digest):
    """The answer to GET and HEAD alike where the client has it; else None."""
    return HttpResponseNotModified() if is_current(request, digest) else None


def is_current(request, digest):
    """Whether the client says it has these very bytes already (RFC 9110, 13.1.2)."""
    known = request.META.get("HTTP_IF_NONE_MATCH", "")
    return known.strip() == "*" or digest in (
        tag.strip().removeprefix("W/").strip('"') for tag in known.split(",")
    )


def asked_range(request, digest):
    """`Range`, unless the client wants a part of other bytes only than these (RFC 9110, 13.1.5)."""
    condition = request.META.get("HTTP_IF_RANGE", "").strip()
    if condition and condition.strip('"') != digest:
        return None
    return request.META.get("HTTP_RANGE")
