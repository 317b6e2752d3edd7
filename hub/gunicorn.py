"""How gunicorn serves the hub: `gunicorn --config hub/gunicorn.py hub.wsgi`.

`gthread` and nothing else: `sync` workers kill long uploads, and the asgi ones store every body before the view sees it.
"""

import json
import os
from pathlib import Path

from gunicorn import util
from gunicorn.glogging import Logger

from hub import access_log, listening, settings

wsgi_app = "hub.wsgi"
chdir = str(settings.BASE_DIR)
worker_class = "hub.gunicorn_worker.Worker"
workers = settings.HUB_WORKERS
# A body or an answer under way keeps a thread; a kept-alive connection that waits does not.
threads = settings.HUB_THREADS
worker_connections = 1000
keepalive = 75
# The worker's main thread beats on its own while threads carry bodies: this is no limit on an upload.
timeout = 120
# What is under way may end; clients resume or repeat what is cut.
graceful_timeout = settings.HUB_GRACE_SECONDS
# The heartbeat is a file; on a disk that is busy with layers it would stall.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
backlog = listening.BACKLOG
control_socket_disable = True
# A registry token that names many repositories is a long header.
limit_request_field_size = 32768
# Who stands in front is Django's to judge, by HUB_TRUSTED_PROXIES.
forwarded_allow_ips = ""
proc_name = "berth"


bind = [f"{host}:{settings.HUB_PORT}" for host in listening.hosts()]


class OneLine(Logger):
    def access(self, resp, req, environ, request_time):
        if not self.cfg.accesslog:
            return
        text = access_log.line(
            environ,
            status=str(resp.status).partition(" ")[0],
            size=bytes_sent(resp, environ),
            seconds=request_time.total_seconds(),
            request_id=environ.get("hub.request_id", "-"),
        )
        self.access_log.info("%s", text)


def bytes_sent(response, environ):
    """What sendfile sends, gunicorn does not count."""
    if response.sent or environ.get("REQUEST_METHOD") == "HEAD":
        return response.sent
    return response.response_length or 0


def post_request(worker, request, environ, response):
    worker.learn(request, environ, response)


def write_error(sock, status, reason, message):
    """What is no HTTP never gets as far as the hub. gunicorn's own page would be HTML, which clients cannot read."""
    code = "UNSUPPORTED" if status < 500 else "UNKNOWN"
    body = json.dumps({"errors": [{"code": code, "message": message or reason}]})
    head = f"HTTP/1.1 {status} {reason}\r\nConnection: close\r\nContent-Type: application/json\r\n"
    answer = f"{head}Content-Length: {len(body)}\r\n\r\n{body}"
    util.write_nonblock(sock, answer.encode("latin-1"))


util.write_error = write_error
logger_class = OneLine
accesslog = "-" if settings.HUB_ACCESS_LOG else None
errorlog = "-"
loglevel = "info" if os.environ.get("HUB_LOG_LEVEL", "INFO") == "DEBUG" else "warning"
