"""gunicorn's worker with threads, and a short way through it: what was asked before, byte for byte, and is remembered
(`registry_api/memory.py`) is answered by the thread that waits for the connections. To hand a request to another thread and
back costs more than such an answer.

A head is known once gunicorn took it apart, found one plain request in it and nothing behind, and the application said how
to ask for its answer again. That is asked each time: whoever may not have it any more is sent the long way.
"""

import secrets
import time

from gunicorn import SERVER, util
from gunicorn.workers.gthread import ThreadWorker

from hub import access_log, settings

# In `environ`: a function that gives the answer as long as it holds (`status`, `headers`, `body`), and then None.
AGAIN = "hub.again"
LONGEST = 8192  # bytes of a head
ROOM = 1024  # heads that a worker knows
END = b"\r\n\r\n"
LOGGED = ("REMOTE_ADDR", "REQUEST_METHOD", "PATH_INFO", "HTTP_USER_AGENT")
# With one of these a request is more than its head.
FURTHER = ("CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING", "HTTP_EXPECT")


class Known:
    """A request that may come again."""

    def __init__(self, environ):
        self.again = environ[AGAIN]
        self.logged = {name: environ[name] for name in LOGGED if name in environ}
        self.answer = None
        self.head = b""

    def begin(self, answer):
        """What comes before the date and the request's id."""
        if answer is not self.answer:
            lines = [f"HTTP/1.1 {answer.status}", f"Server: {SERVER}"]
            lines += [f"{name}: {value}" for name, value in answer.headers]
            lines += ["Connection: keep-alive", ""]
            self.head = "\r\n".join(lines).encode("latin-1")
            self.answer = answer
        return self.head

    def spoken(self, answer, request_id):
        last = f"Date: {util.http_date()}\r\nX-Request-Id: {request_id}\r\n\r\n"
        body = b"" if self.logged["REQUEST_METHOD"] == "HEAD" else answer.body
        return b"".join((self.begin(answer), last.encode(), body))


class Worker(ThreadWorker):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.known = {}  # by the peer's address and the head

    # In the thread that waits for connections

    def on_client_socket_readable(self, conn, client):
        began = time.perf_counter()
        conn.heard = (conn.client[0], received(conn.sock))
        # A worker that is told to stop says so in its answers, the long way.
        known = self.known.get(conn.heard) if self.alive else None
        answer = known and known.again()
        if not answer or not self.give(conn, known, answer, began):
            conn.parser.unreader.unread(conn.heard[1])
            super().on_client_socket_readable(conn, client)

    def give(self, conn, known, answer, began):
        """Whether it could be handed over."""
        request_id = secrets.token_hex(8)
        spoken = known.spoken(answer, request_id)
        try:
            sent = conn.sock.send(spoken)
        except OSError:
            return False
        self.log_given(known, answer, began, request_id)
        self.keepalived_conns.remove(conn)
        if sent == len(spoken):
            conn.set_timeout()
            self.keepalived_conns.append(conn)
        else:
            self.poller.unregister(conn.sock)
            self.send_later(conn, spoken[sent:])
        return True

    def send_later(self, conn, rest):
        """A client that takes its answer slowly has a thread for it."""

        def finish(future):
            self.method_queue.defer(self.finish_request, conn, future)

        self.tpool.submit(send_rest, conn.sock, rest).add_done_callback(finish)

    def log_given(self, known, answer, began, request_id):
        if self.cfg.accesslog:
            text = access_log.line(
                known.logged,
                status=answer.status[:3],
                size=len(answer.body),
                seconds=time.perf_counter() - began,
                request_id=request_id,
            )
            self.log.access_log.info("%s", text)

    # In the threads that handle requests

    def handle_request(self, req, conn):
        # Once: the next request of this connection may come out of gunicorn's buffers.
        req.heard, conn.heard = getattr(conn, "heard", None), None
        return super().handle_request(req, conn)

    def learn(self, req, environ, response):
        if AGAIN not in environ or not is_plain(req, environ, response):
            return
        if len(self.known) >= ROOM:
            self.known.clear()
        self.known[req.heard] = Known(environ)


def received(sock):
    """b"" also where nothing came, or the client is gone: gunicorn finds out."""
    try:
        return sock.recv(LONGEST)
    except OSError:
        return b""


def send_rest(sock, rest):
    sock.settimeout(settings.HUB_STALLED_BODY_SECONDS)
    sock.sendall(rest)
    return True


def is_plain(req, environ, response):
    """Whether the bytes that were heard are this one request, and the connection goes on."""
    _, head = req.heard or (None, b"")
    return (
        head.endswith(END)
        and head.count(END) == 1
        and environ["SERVER_PROTOCOL"] == "HTTP/1.1"
        and not any(name in environ for name in FURTHER)
        and not response.should_close()
    )
