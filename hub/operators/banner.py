"""What stands on every page. Each process remembers it for a few seconds: no page asks the database for it."""

import time

from django.db import transaction

from hub.events.record import record
from hub.operators.models import Banner

REMEMBERED_SECONDS = 10


class Memory:
    def __init__(self):
        self.banner = None
        self.asked_again_at = 0.0

    def forget(self):
        self.asked_again_at = 0.0


memory = Memory()


def current() -> Banner | None:
    if time.monotonic() >= memory.asked_again_at:
        memory.banner = Banner.objects.first()
        memory.asked_again_at = time.monotonic() + REMEMBERED_SECONDS
    banner = memory.banner
    return banner if banner and banner.is_shown else None


@transaction.atomic
def put_up(*, text, level, until, by):
    """Without text it is taken away."""
    Banner.objects.update_or_create(
        pk=Banner.THE_ONE, defaults={"text": text, "level": level, "until": until}
    )
    record("banner.set", by=by, text=text, level=level)
    transaction.on_commit(memory.forget)
