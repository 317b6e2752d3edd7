"""How Granian serves the hub, where HUB_SERVER=granian: `python -m hub.granian`. The same application as under gunicorn.

A thread carries one request from its first byte to its last, and nothing can take it from a client that stalls; so there
are many threads, which are made when they are needed, and a proxy in front should end what stalls.

Granian's own worker listens on one address, and HUB_BIND may name more: what it does in its process is done here.
"""

import sys
import threading

from granian._futures import _new_cbscheduler
from granian._granian import WorkerSignal, WSGIWorker
from granian._signals import set_main_signals
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.net import SocketSpec
from granian.server.mp import MPServer, WorkerProcess
from granian.wsgi import Response, ResponseIterWrap

from hub import listening, settings
from hub.granian_log import Lines, Logged

# Connections that a worker takes at once, idle ones among them.
CONNECTIONS = 4096
# Of Rust, beside the threads that Python runs in: one moves the bytes of all connections.
RUNTIME_THREADS = 1
RUNTIME_BLOCKING_THREADS = 512
# How long a thread waits for another request before it ends.
IDLE_SECONDS = 30
# PEP 3333. Granian would add the process's environment, where HTTP_… is taken for a header that nobody sent.
ENVIRON = {
    "SCRIPT_NAME": "",
    "SERVER_SOFTWARE": "Granian",
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,
    "wsgi.multiprocess": True,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.version": (1, 0),
}


def load():
    from hub.wsgi import application

    lines = Lines()
    lines.begin()
    return Logged(application, lines)


def speaking(application):
    """What Granian calls for each request."""

    def answer(protocol, scope):
        response = Response()
        body = application(ENVIRON | scope, response)
        if isinstance(body, list):
            protocol.response_bytes(response.status, response.headers, b"".join(body))
        else:
            wrapped = ResponseIterWrap(body)
            protocol.response_iter(response.status, response.headers, wrapped)
        return response.status

    return answer


@WorkerProcess.wrap_target
def serve(worker_id, application, _socket, _ipc, loop, *options):
    """One process, listening everywhere, until it is told to stop."""
    tls, _, metrics = options[-3:]
    scheduler = _new_cbscheduler(loop, speaking(application), impl_asyncio=True)
    hosts = listening.hosts()
    signals = [WorkerSignal() for _ in hosts]
    ended = [threading.Event() for _ in hosts]
    set_main_signals(lambda *_: [signal.set() for signal in signals])
    for host, signal, end in zip(hosts, signals, ended, strict=True):
        signal.add_cb(end.set)
        worker = worker_of(worker_id, host, tls, metrics)
        worker.serve_mtr(scheduler, loop, signal)
    for end in ended:
        end.wait()


def worker_of(worker_id, host, tls, metrics):
    socket = SocketSpec(host.strip("[]"), settings.HUB_PORT, listening.BACKLOG)
    no_http2 = no_static_files = no_ipc = None
    return WSGIWorker(
        worker_id,
        (socket, None),
        no_ipc,
        RUNTIME_THREADS,
        RUNTIME_BLOCKING_THREADS,
        settings.HUB_THREADS,
        IDLE_SECONDS,
        CONNECTIONS,
        HTTPModes.http1,
        HTTP1Settings(),
        no_http2,
        no_static_files,
        *tls,
        metrics,
    )


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
