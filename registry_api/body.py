"""The one place that reads request bodies.

Django sees no body without a Content-Length, and `docker push` sends none: chunks come from the server's own stream.
"""

from contextlib import suppress

from hub.content.errors import BodyCutShort
from registry_api import streams

# How much is read at once, unless the stream knows better: 64 KiB cost twice the CPU, more gains nothing.
CHUNK = 1024 * 1024
# How much of a refused body is read, in bytes, so that its sender gets to see the answer.
DRAINED = 64 * 1024 * 1024
# Where the one reader of a request's body is found again.
READER = "registry_api.body"


class BodyTooLarge(Exception):
    def __init__(self, limit):
        super().__init__(limit)
        self.limit = limit  # bytes


class ManifestTooLarge(BodyTooLarge):
    pass


class LengthRequired(Exception):
    """A body whose end nobody announced."""


class LengthMismatch(Exception):
    """The body has another length than its Content-Range says."""


class Body:
    """A request's body as chunks of bytes; raises BodyCutShort when the client stops before the end."""

    def __init__(self, environ, expected=None):
        """`expected` is the length in bytes that a Content-Range gave, if any."""
        self.environ = environ
        self.environ[READER] = self
        self.stream = streams.of(environ)
        self.at_once = getattr(self.stream, "at_once", CHUNK)
        self.is_over = False
        self.declared = declared_length(environ)
        self.expected = expected
        self.received = 0
        if self.declared is None and not is_chunked(environ):
            raise LengthRequired
        if expected is not None and self.declared not in (None, expected):
            raise LengthMismatch

    def __iter__(self):
        while chunk := self.read():
            yield chunk
        if self.received != (self.received if self.declared is None else self.declared):
            raise BodyCutShort
        if self.expected is not None and self.received != self.expected:
            raise LengthMismatch

    def read(self):
        wanted = (
            self.at_once
            if self.declared is None
            else min(self.at_once, self.declared - self.received)
        )
        try:
            chunk = self.stream.read(wanted) if wanted else b""
        except Exception as error:
            # Which one it is differs by server and by what the client broke; all mean that the rest will not come.
            self.is_over = True
            raise BodyCutShort from error
        self.is_over = not chunk
        self.received += len(chunk)
        return chunk


def read_whole(environ, limit, too_large=BodyTooLarge) -> bytes:
    """A small body; raises `too_large` beyond `limit` bytes."""
    body = Body(environ)
    if body.declared is not None and body.declared > limit:
        raise too_large(limit)
    content = bytearray()
    for chunk in body:
        content += chunk
        if len(content) > limit:
            raise too_large(limit)
    return bytes(content)


def drain(environ):
    """Read away what a refused request still sends, up to a bound: while it writes, its sender reads no answer."""
    with suppress(BodyCutShort, LengthRequired):
        body = environ.get(READER) or Body(environ)
        bound = body.received + DRAINED
        while not body.is_over and body.received < bound:
            body.read()


def declared_length(environ):
    """Bytes, or None for a chunked body."""
    text = environ.get("CONTENT_LENGTH", "")
    if is_chunked(environ):
        return None
    return int(text) if text.isdecimal() and text.isascii() else None if text else 0


def is_chunked(environ):
    return "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower()
