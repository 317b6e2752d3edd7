"""The access log: who, what, how much, how long, and the request's id that the answer names too.

Nothing that could be a secret is in it: no query, no header but the client's name for itself, and a key that stands in a
path is left out.
"""

import json
import re
import time

KEY_IN_PATH = re.compile(r"(?<=/key/)[^/]+|(?<=/confirm-email/)[^/]+")


def line(environ, *, status, size, seconds, request_id):
    """`status` in digits, `size` in bytes sent. Texts are JSON strings, so that nothing in them can begin a line."""
    path = KEY_IN_PATH.sub("-", environ.get("PATH_INFO", ""))
    agent = environ.get("HTTP_USER_AGENT", "-")
    return (
        f"{time.strftime('[%d/%b/%Y:%H:%M:%S %z]')} {environ.get('REMOTE_ADDR') or '-'}"
        f" {environ.get('REQUEST_METHOD')} {json.dumps(path)} {status} {size}B"
        f" {seconds * 1000:.1f}ms {request_id} {json.dumps(agent)}"
    )
