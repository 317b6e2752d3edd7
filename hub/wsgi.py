"""The two request chains: `/v2/`, `/token` and `docker search` go a short way, everything else is the site.

A layer must not pass a session, a CSRF check or an HTML error page, and a pull should not pay for them. Before
they part, every request gets its id and the address it really came from.
"""

import os
import secrets

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
django.setup(set_prefix=False)

# The apps must be loaded first.
from hub.limits.addresses import client_address  # noqa: E402
from registry_api import memory  # noqa: E402

REGISTRY_PATHS = frozenset({"/v2", "/token", "/.well-known/jwks.json"})
REGISTRY_TREES = ("/v2/", "/token/", "/v1/", "/api/")


class RegistryHandler(WSGIHandler):
    """Django's handler with the middleware of REGISTRY_MIDDLEWARE instead of MIDDLEWARE."""

    def load_middleware(self, is_async=False):
        site = settings.MIDDLEWARE
        settings.MIDDLEWARE = settings.REGISTRY_MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = site


registry = RegistryHandler()
site = WSGIHandler()


def application(environ, start_response):
    request_id = environ["hub.request_id"] = secrets.token_hex(8)
    environ["REMOTE_ADDR"] = client_address(environ, settings.HUB_TRUSTED_PROXIES)
    if connection := environ.get("gunicorn.socket"):
        # A client that neither sends nor takes anything for so long gives its thread back.
        connection.settimeout(settings.HUB_STALLED_BODY_SECONDS)

    def start(status, headers, *rest):
        return start_response(status, [*headers, ("X-Request-Id", request_id)], *rest)

    path = environ.get("PATH_INFO", "")
    if path.startswith(REGISTRY_TREES) or path in REGISTRY_PATHS:
        return memory.answer(environ, start, registry)
    return site(environ, start)
