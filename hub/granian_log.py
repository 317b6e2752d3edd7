"""The access log under Granian, which would write one without sizes and request ids."""

import collections
import contextlib
import os
import threading
import time
from multiprocessing.util import Finalize

from hub import access_log, settings

STANDARD_OUTPUT = 1


class Lines:
    """Written a few times a second, all at once: a call for each line would let other threads in between, and double
    what a small answer costs."""

    PAUSE_SECONDS = 0.1
    WAITING = 100_000  # where nobody takes them, the oldest go

    def __init__(self):
        self.waiting = collections.deque(maxlen=self.WAITING)
        self.add = self.waiting.append
        self.lock = threading.Lock()

    def begin(self):
        # When the process is asked to stop: multiprocessing, which ends it, does not hear `atexit`.
        Finalize(None, self.write, exitpriority=0)
        threading.Thread(target=self.write_on, name="access log", daemon=True).start()

    def write_on(self):
        while True:
            time.sleep(self.PAUSE_SECONDS)
            self.write()

    def write(self):
        with self.lock, contextlib.suppress(OSError):
            while self.waiting:
                rest = memoryview(self.taken())
                while rest:
                    rest = rest[os.write(STANDARD_OUTPUT, rest) :]

    def taken(self):
        """Some lines, as bytes."""
        some = []
        with contextlib.suppress(IndexError):
            while len(some) < 100:
                some.append(f"{self.waiting.popleft()}\n")
        return "".join(some).encode()


class Logged:
    """A WSGI application, and a line about each of its answers once the last byte was handed over."""

    def __init__(self, application, lines):
        self.application = application
        self.lines = lines

    def __call__(self, environ, start_response):
        answer = Answer(environ, start_response, self.lines)
        body = self.application(environ, answer.start)
        if not isinstance(body, list):
            if body.streaming:
                return answer.under_way(body)
            # Whole already: handed over as one piece instead of an iterator.
            body.close()
            body = [body.content]
        answer.size = sum(map(len, body))
        answer.log()
        return body


class Answer:
    """One that is still under way is its own iterator."""

    def __init__(self, environ, start_response, lines):
        self.environ = environ
        self.start_response = start_response
        self.lines = lines
        self.began = time.perf_counter()
        self.status = "-"
        self.size = 0  # bytes
        self.body = None

    def start(self, status, headers, *rest):
        self.status = status[:3]
        return self.start_response(status, headers, *rest)

    def under_way(self, body):
        self.body = body
        return self

    def __iter__(self):
        for chunk in self.body:
            self.size += len(chunk)
            yield chunk

    def close(self):
        self.body.close()
        self.log()

    def log(self):
        if settings.HUB_ACCESS_LOG:
            self.lines.add(
                access_log.line(
                    self.environ,
                    status=self.status,
                    size=self.size,
                    seconds=time.perf_counter() - self.began,
                    request_id=self.environ.get("hub.request_id", "-"),
                )
            )
