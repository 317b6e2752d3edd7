"""A request's body as it comes from the server: out of gunicorn's hands with one copy of its bytes instead of five.

gunicorn takes chunks apart a few KiB at a time and joins reads in several buffers. Here its own readers are replaced by
quicker ones that keep to its rules: plain chunks that follow each other are taken apart in large pieces, and whatever else
comes (extensions, trailers, nonsense) is parsed and refused by gunicorn's own code. Any other server, and a gunicorn that
is not as it is known here, is read as WSGI says.
"""

import re
import time
from inspect import GEN_CREATED, getgeneratorstate, isgenerator
from typing import Protocol

from gunicorn.http.body import Body, ChunkedReader, LengthReader
from gunicorn.http.errors import ChunkMissingTerminator, NoMoreData

# Smaller reads cost more calls. Larger ones leave the processor's cache between one step and the next, and the allocator
# gives so much memory back to the system each time: a third more CPU at 1 MiB.
AT_ONCE = 256 * 1024
SMALL = 4096
SIZE = rb"(0*[1-9a-fA-F][0-9a-fA-F]{0,14})\r\n"
LONGEST_SIZE = 24
FIRST_CHUNK, NEXT_CHUNK = re.compile(SIZE), re.compile(rb"\r\n" + SIZE)


class Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


def of(environ) -> Stream:
    body = environ["wsgi.input"]
    if type(body) is not Body or body.buf.tell():
        return body
    body.reader = quicker(body.reader)
    return Unbuffered(body) if isinstance(body.reader, Quick) else body


def quicker(reader):
    """The same reader where it cannot be replaced: it has begun to read, or is of no known kind."""
    if type(reader) is LengthReader:
        return QuickLength(reader)
    if type(reader) is ChunkedReader and has_not_begun(reader.parser):
        return QuickChunks(reader)
    return reader


def has_not_begun(parser):
    return isgenerator(parser) and getgeneratorstate(parser) == GEN_CREATED


class Unbuffered:
    """gunicorn's body, read past the buffer in which it joins what its reader gives."""

    at_once = AT_ONCE

    def __init__(self, body):
        self.body = body

    def read(self, size):
        try:
            return self.body.reader.read(size)
        except Exception:
            # Where the next request begins is unknown now: gunicorn ends the connection.
            self.body.failed = True
            raise


class Pause:
    """A moment before the next read, where a body comes in small pieces: docker compresses as it sends, and to wake for
    each 32 KiB costs as much as to hash them. As long as FEW to MANY bytes take; a body that is short or fast has none.
    """

    FEW, MANY = 64 * 1024, 128 * 1024  # bytes of one read
    SHORT, LONG = 0.0005, 0.01  # seconds
    PATIENCE = 8  # small reads

    def __init__(self):
        self.seconds = 0.0
        self.small = 0

    def take(self):
        if self.seconds:
            time.sleep(self.seconds)

    def learn(self, size, asked):
        """From what the last read gave."""
        if size > self.MANY:
            self.small = 0
            self.seconds = self.seconds / 2 if self.seconds > self.SHORT else 0.0
        elif size < min(self.FEW, asked):
            self.small += 1
            if self.small > self.PATIENCE:
                self.seconds = min(max(self.seconds * 2, self.SHORT), self.LONG)


class Quick:
    """Reads until it has what was asked for; what breaks is raised after all that came before was handed out."""

    failure = None

    def __init__(self, unreader):
        self.unreader = unreader
        self.pause = Pause()

    def received(self, size):
        self.pause.take()
        data = self.unreader.read(None, read_ahead=size)
        self.pause.learn(len(data), size)
        return data

    def read(self, size):
        pieces = []
        try:
            if self.failure:
                raise self.failure
            self.gather(pieces, size)
        except Exception as error:
            self.failure = error
            if not pieces:
                raise
        return b"".join(pieces)


def keep(pieces, piece):
    """Small ones together: of a body in chunks of one byte the pieces would take a hundred times its room."""
    if len(piece) >= SMALL:
        pieces.append(piece)
    elif pieces and isinstance(pieces[-1], bytearray):
        pieces[-1] += piece
    else:
        pieces.append(bytearray(piece))


class QuickLength(Quick):
    def __init__(self, reader):
        super().__init__(reader.unreader)
        self.length = reader.length  # bytes still to come

    def gather(self, pieces, size):
        while wanted := min(size, self.length):
            piece = self.received(wanted)
            if not piece:
                return
            if len(piece) > wanted:
                self.unreader.unread(piece[wanted:])
                piece = piece[:wanted]
            keep(pieces, piece)
            size -= len(piece)
            self.length -= len(piece)


class QuickChunks(Quick):
    def __init__(self, reader):
        super().__init__(reader.req.unreader)
        self.careful = reader
        self.data = memoryview(b"")  # received
        self.at = 0  # how much of it was handed out
        self.left = None  # bytes of the chunk still to be handed out; None before the first chunk
        self.is_over = False

    def gather(self, pieces, size):
        while size and not self.is_over:
            if self.at == len(self.data):
                self.receive()
            if not self.left:
                self.begin_chunk()
                continue
            piece = self.data[self.at : self.at + min(size, self.left)]
            keep(pieces, piece)
            size -= len(piece)
            self.left -= len(piece)
            self.at += len(piece)

    def begin_chunk(self):
        pattern = FIRST_CHUNK if self.left is None else NEXT_CHUNK
        while not (plain := pattern.match(self.data, self.at)) and self.is_cut():
            rest = bytes(self.data[self.at :])
            self.receive()
            self.data = memoryview(rest + self.data)
        if plain:
            self.left, self.at = int(plain[1], 16), plain.end()
            return
        # The size of the chunk, and what follows it; trailers are read too, and what follows them is given back.
        self.left, rest = self.careful.parse_chunk_size(
            self.unreader, self.after_chunk()
        )
        self.data, self.at = memoryview(rest or b""), 0
        self.is_over = not self.left

    def is_cut(self):
        """Whether the size of a plain chunk may have come in part: docker sends its chunks so that they end a read."""
        rest = bytes(self.data[self.at : self.at + LONGEST_SIZE])
        end = b"" if self.left is None else b"\r\n"
        return (
            len(rest) < LONGEST_SIZE
            and end.startswith(rest[: len(end)])
            and b"\r\n" not in rest[len(end) :]
        )

    def after_chunk(self):
        """What was received behind the line end of the chunk before."""
        rest = bytes(self.data[self.at :])
        if self.left is None:
            return rest
        while len(rest) < 2:
            self.receive()
            rest += self.data
        if not rest.startswith(b"\r\n"):
            raise ChunkMissingTerminator(rest[:2])
        return rest[2:]

    def receive(self):
        data = self.received(AT_ONCE)
        if not data:
            raise NoMoreData
        self.data, self.at = memoryview(data), 0
