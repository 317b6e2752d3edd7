"""How Granian serves the hub, where HUB_SERVER=granian: `python -m hub.granian`. The same application as under gunicorn.

A thread carries one request from its first byte to its last, and nothing can take it from a client that stalls; so there
are many threads, which are made when they are needed.
"""

import collections
import os
import threading
import time
from multiprocessing.util import Finalize

from granian._futures import _new_cbscheduler
from granian._granian import WorkerSignal, WSGIWorker
from granian._signals import set_main_signals
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.net import SocketSpec
from granian.server.mp import MPServer, WorkerProcess
from granian.wsgi import _callback_wrapper

from hub import access_log, listening, settings

STANDARD_OUTPUT = 1
# Connections that a worker takes at once, idle ones among them.
CONNECTIONS = 4096
# Of Rust, beside the threads that Python runs in: one moves the bytes of all connections.
RUNTIME_THREADS = 1
RUNTIME_BLOCKING_THREADS = 512
# How long a thread waits for another request before it ends.
IDLE_SECONDS = 30


class Lines:
    """Written a few times a second, all at once: a call for each line would let other threads in between, and double
    what a small answer costs."""

    PAUSE_SECONDS = 0.1

    def __init__(self):
        self.waiting = collections.deque()
        self.add = self.waiting.append

    def begin(self):
        # When the process is asked to stop: multiprocessing, which ends it, does not hear `atexit`.
        Finalize(None, self.write, exitpriority=0)
        threading.Thread(target=self.write_on, name="access log", daemon=True).start()

    def write_on(self):
        while True:
            time.sleep(self.PAUSE_SECONDS)
            self.write()

    def write(self):
        while self.waiting:
            some = [self.waiting.popleft() for _ in range(min(len(self.waiting), 100))]
            os.write(STANDARD_OUTPUT, "".join(f"{one}\n" for one in some).encode())


lines = Lines()


class Logged:
    """The hub's application, and a line about each answer when its last byte was handed over."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        began = time.perf_counter()
        answer = Answer(environ, start_response, began)
        body = self.application(environ, answer.start)
        if isinstance(body, list):
            answer.size = sum(map(len, body))
        elif not body.streaming:
            # Whole already: handed over as one piece instead of an iterator.
            body, response = [body.content], body
            response.close()
            answer.size = len(body[0])
        else:
            answer.body = body
            return answer
        answer.log()
        return body


class Answer:
    """One that is still under way is its own iterator."""

    def __init__(self, environ, start_response, began):
        self.environ = environ
        self.start_response = start_response
        self.began = began
        self.status = "-"
        self.size = 0
        self.body = None

    def start(self, status, headers, *rest):
        self.status = status[:3]
        return self.start_response(status, headers, *rest)

    def __iter__(self):
        for chunk in self.body:
            self.size += len(chunk)
            yield chunk

    def close(self):
        self.body.close()
        self.log()

    def log(self):
        if settings.HUB_ACCESS_LOG:
            text = access_log.line(
                self.environ,
                status=self.status,
                size=self.size,
                seconds=time.perf_counter() - self.began,
                request_id=self.environ.get("hub.request_id", "-"),
            )
            lines.add(text)


def load():
    from hub.wsgi import application

    lines.begin()
    return Logged(application)


@WorkerProcess.wrap_target
def serve(worker_id, callback, _socket, _ipc, loop, *options):
    """One process, listening everywhere: Granian's own workers listen on one address, and HUB_BIND may name more."""
    tls, scope, metrics = options[-3:]
    scheduler = _new_cbscheduler(
        loop, _callback_wrapper(callback, scope), impl_asyncio=True
    )
    hosts = listening.hosts()
    signals = [WorkerSignal() for _ in hosts]
    ended = [threading.Event() for _ in hosts]
    set_main_signals(lambda *_: [signal.set() for signal in signals])
    for host, signal, end in zip(hosts, signals, ended, strict=True):
        signal.add_cb(end.set)
        worker = WSGIWorker(
            worker_id,
            (SocketSpec(host.strip("[]"), settings.HUB_PORT, listening.BACKLOG), None),
            None,
            RUNTIME_THREADS,
            RUNTIME_BLOCKING_THREADS,
            settings.HUB_THREADS,
            IDLE_SECONDS,
            CONNECTIONS,
            HTTPModes.http1,
            HTTP1Settings(),
            None,
            None,
            *tls,
            metrics,
        )
        worker.serve_mtr(scheduler, loop, signal)
    for end in ended:
        end.wait()


def main():
    MPServer(
        "hub.wsgi",
        address=listening.hosts()[0].strip("[]"),
        port=settings.HUB_PORT,
        interface=Interfaces.WSGI,
        workers=settings.HUB_WORKERS,
        backlog=listening.BACKLOG,
        workers_kill_timeout=settings.HUB_GRACE_SECONDS,
        respawn_failed_workers=True,
        log_level=LogLevels.error,
    ).serve(spawn_target=serve, target_loader=load, wrap_loader=False)


if __name__ == "__main__":
    main()
