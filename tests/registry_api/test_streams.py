"""Bodies read past gunicorn's buffers: the same bytes, the same refusals, and the next request where it begins."""

import socket
from contextlib import closing
from types import SimpleNamespace

import pytest
from gunicorn.http.body import Body, ChunkedReader, LengthReader
from gunicorn.http.errors import ParseException
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader, SocketUnreader

from hub.oci import digests
from registry_api import streams

LAYER = bytes(range(256)) * 1024
NEXT = b"GET /v2/ HTTP/1.1\r\n\r\n"


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    """Those that were made, in seconds; none takes its time."""
    made = []
    monkeypatch.setattr(streams.time, "sleep", made.append)
    return made


def chunked(*pieces):
    return b"".join(b"%x\r\n%b\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def body_of(unreader, length=None):
    request = Request.__new__(Request)
    request.unreader = unreader
    request.limit_request_field_size = 8190
    request.max_buffer_headers = 8190
    if length is not None:
        return Body(LengthReader(unreader, length))
    return Body(ChunkedReader(request, unreader))


def stream_of(sent, step, length=None):
    """The body of a request that arrives `step` bytes at a time, and what is left of the connection."""
    arriving = [sent[at : at + step] for at in range(0, len(sent), step)]
    unreader = IterUnreader(arriving)
    body = body_of(unreader, length)
    return streams.of({"wsgi.input": body}), unreader, body


def read(stream, size=1000):
    return b"".join(iter(lambda: stream.read(size), b""))


def rest_of(unreader):
    return b"".join(iter(unreader.read, b""))


# One byte at a time every border falls everywhere
STEPS = [1, 2, 3, 7, 1000, 10**6]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    "sent",
    [
        chunked(b"hello", b"world"),
        chunked(b"x" * 300, b"y", b"z" * 17),
        chunked(),
        b"0005\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n",
        b"5;name=value\r\nhello\r\n5\r\nworld\r\n000\r\n\r\n",
        b"A\r\nhelloworld\r\n0;x\r\n\r\n",
    ],
)
def test_chunks_are_put_together_and_the_next_request_is_left(sent, step):
    expected = read(body_of(IterUnreader([sent])))
    stream, unreader, body = stream_of(sent + NEXT, step)

    assert isinstance(body.reader, streams.QuickChunks)
    assert read(stream, 7) == expected
    assert stream.read(10) == b""
    assert rest_of(unreader) == NEXT


@pytest.mark.parametrize("step", STEPS)
def test_a_length_ends_where_it_says(step):
    stream, unreader, body = stream_of(LAYER[:5000] + NEXT, step, length=5000)

    assert isinstance(body.reader, streams.QuickLength)
    assert read(stream, 999) == LAYER[:5000]
    assert rest_of(unreader) == NEXT


@pytest.mark.parametrize("step", [1, 10**6])
@pytest.mark.parametrize(
    "sent",
    [
        b"5\r\nhello",
        b"5\r\nhello\r\n",
        b"5\r\nhello\r\n0\r\n",
        b"5\r\nhelloworld\r\n0\r\n\r\n",
        b"5\r\nhello\n\n5\r\nworld\r\n0\r\n\r\n",
        b"5\r\nhello\r\n-5\r\nworld\r\n0\r\n\r\n",
        b"5\r\nhello\r\n0x5\r\nworld\r\n0\r\n\r\n",
        b"5\r\nhello\r\n5 \r\nworld\r\n0\r\n\r\n",
        b"5\r\nhello\r\n\r\n0\r\n\r\n",
        b"5\r\nhello\r\n5;=\r\nworld\r\n0\r\n\r\n",
        b"5\r\nhello\r\n" + b"0" * 9000,
    ],
)
def test_what_breaks_is_raised_after_what_came_before(sent, step):
    stream, _, body = stream_of(sent, step)

    assert stream.read(1000) == b"hello"
    for _ in range(2):
        with pytest.raises((OSError, ParseException)):
            stream.read(1000)
    assert body.failed


KIB = 1024


@pytest.mark.parametrize("length", [None, 40 * 32 * KIB])
def test_many_small_pieces_are_given_a_moment_to_gather(length, pauses):
    pieces = [bytes(32 * KIB)] * 40
    sent = chunked(*pieces) if length is None else b"".join(pieces)
    stream, _, _ = stream_of(sent, 32 * KIB, length)

    assert read(stream, 256 * KIB) == b"".join(pieces)
    assert 20 < len(pauses) < 40
    assert pauses == sorted(pauses)
    assert pauses[-1] == streams.Pause.LONG


@pytest.mark.parametrize("pieces", [[32 * KIB] * 8, [256 * KIB] * 40, [100 * KIB] * 40])
def test_a_body_that_is_short_or_fast_is_not_waited_for(pieces, pauses):
    unreader = IterUnreader([bytes(size) for size in pieces])
    body = body_of(unreader, sum(pieces))

    read(streams.of({"wsgi.input": body}), sum(pieces))

    assert pauses == []


def test_the_moment_ends_when_the_body_becomes_fast():
    pause = streams.Pause()
    for _ in range(40):
        pause.learn(32 * KIB, 256 * KIB)
    for _ in range(10):
        pause.learn(256 * KIB, 256 * KIB)

    assert pause.seconds == 0


def test_a_body_that_has_begun_is_left_alone():
    body = body_of(IterUnreader([chunked(b"hello", b"world")]))
    begun = body.read(3)

    assert begun + read(streams.of({"wsgi.input": body})) == b"helloworld"


def test_another_server_is_read_as_wsgi_says():
    stream = SimpleNamespace(read=lambda size: b"")

    assert streams.of({"wsgi.input": stream}) is stream


def test_gunicorn_may_read_on():
    stream, unreader, body = stream_of(chunked(LAYER[:3000]) + NEXT, 700)

    assert stream.read(1000) + read(body) == LAYER[:3000]
    assert rest_of(unreader) == NEXT


def test_a_client_that_stalled_is_cut_off_with_what_it_had_sent():
    ours, theirs = socket.socketpair()
    with closing(ours), closing(theirs):
        ours.settimeout(0.01)
        theirs.sendall(b"5\r\nhello\r\n")
        stream = streams.of({"wsgi.input": body_of(SocketUnreader(ours))})

        assert stream.read(1000) == b"hello"
        theirs.sendall(b"0\r\n\r\n")
        with pytest.raises(TimeoutError):
            stream.read(1000)


# Through the server


@pytest.fixture
def alice(world, registry):
    return registry("alice")


def test_extensions_and_trailers_are_passed_over(alice, raw):
    location = alice.start("alice/app")
    path = f"{location}?digest={digests.of(b'helloworld')}"
    with raw() as connection:
        for _ in range(2):
            connection.begin(
                "PUT", path, token=alice.token_for(path), transfer_encoding="chunked"
            )
            connection.send(b"5;a=b\r\nhello\r\n5\r\nworld\r\n0\r\nx-sum: 1\r\n\r\n")

        assert connection.answer("PUT", path).status == 201
        assert connection.answer("PUT", path).status == 404


def test_a_body_in_chunks_of_one_byte_takes_no_more_room_than_its_bytes():
    pieces = []
    for _ in range(100_000):
        streams.keep(pieces, memoryview(b"x"))

    assert len(pieces) == 1
    assert bytes(pieces[0]) == b"x" * 100_000
