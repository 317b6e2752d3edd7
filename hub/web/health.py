"""Whether the hub lives, `/healthz`, and whether it can do its work, `/readyz`: for probes, which ask by address."""

import logging
import time

from django.db import Error, connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hub.access import keys
from hub.content.storage import StorageError, backend

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def alive(request):
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request):
    """What failed is named; why stands in the log, which strangers do not read."""
    answers = look_again() if is_old() else last.answers
    words = {name: "ready" if well else "away" for name, well in answers.items()}
    if all(answers.values()):
        return JsonResponse(words)
    return JsonResponse(words, status=503, headers={"Retry-After": "5"})


# Looking writes to the storage and costs a query, and anybody may ask: once a second is enough.
LOOK_EVERY_SECONDS = 1


class last:
    """What was found the last time, by this process."""

    answers = {}
    at = float("-inf")


def is_old():
    return time.monotonic() - last.at >= LOOK_EVERY_SECONDS


def look_again():
    last.answers = {name: works(name, check) for name, check in CHECKS.items()}
    last.at = time.monotonic()
    return last.answers


def works(name, check):
    try:
        check()
    except (Error, OSError, ValueError, StorageError) as error:
        logger.warning("%s is away: %s", name, error)
        return False
    return True


def ask_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")


def ask_storage():
    backend().healthy()


def sign():
    keys.ring.signing()


CHECKS = {"database": ask_database, "storage": ask_storage, "keys": sign}
PROBES = {"/healthz": alive, "/readyz": ready}


class Probes:
    """Answers probes before anything asks for the Host: they come by an address that no setting names."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        probe = PROBES.get(request.path_info, self.get_response)
        return probe(request)
