"""Browser sessions: Django's, in a table that also says whose each is, so that its owner can list and end them.

A revoked session is a row that is gone: its next request comes from nobody. The key is a secret; pages name a session by
its `handle`.
"""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import transaction
from django.utils import timezone

from hub.accounts.models import BrowserSession
from hub.events.record import record

# `last used` is for people to read, and every page would be a write.
LAST_USED_STEP = timedelta(minutes=1)
KEPT = ("handle", "created_at", "last_used_at", "address", "client")


class SessionStore(DatabaseStore):
    """What settings.SESSION_ENGINE means. `seen` is what the row says beside the data, and outlives a new key."""

    def __init__(self, session_key=None):
        super().__init__(session_key)
        self.seen = {}

    @classmethod
    def get_model_class(cls):
        return BrowserSession

    def _get_session_from_db(self):
        row = super()._get_session_from_db()
        if row:
            self.seen = {name: getattr(row, name) for name in KEPT}
        return row

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = data.get("_auth_user_id")
        for name, value in self.seen.items():
            setattr(row, name, value)
        self.seen["handle"] = row.handle
        return row

    def save(self, must_create=False):
        if must_create:
            # A session that gets a new key is two rows for a moment.
            self.seen.pop("handle", None)
        super().save(must_create)

    def flush(self):
        """Who comes after is somebody else."""
        super().flush()
        self.seen = {}


def begin(store, *, client):
    """Somebody signed in, from there."""
    store.seen = {}
    note_use(store, client=client)


def is_stale(store) -> bool:
    last = store.seen.get("last_used_at")
    return last is not None and timezone.now() - last > LAST_USED_STEP


def note_use(store, *, client):
    use = {
        "last_used_at": timezone.now(),
        "address": client.address,
        "client": client.agent[:200],
    }
    store.seen |= use
    BrowserSession.objects.filter(session_key=store.session_key).update(**use)


def of_user(user):
    """Those that have not ended, the one used last first."""
    live = BrowserSession.objects.filter(user=user, expire_date__gt=timezone.now())
    return live.order_by("-last_used_at", "handle").defer("session_data")


@transaction.atomic
def revoke(*, session, by):
    if BrowserSession.objects.filter(session_key=session.session_key).delete()[0]:
        record("session.revoke", by=by, namespace=session.user.username)


@transaction.atomic
def revoke_others(*, user, key, by) -> int:
    """All but the one with that key; how many those were."""
    others = BrowserSession.objects.filter(user=user).exclude(session_key=key)
    number, _of = others.delete()
    if number:
        record("session.revoke", by=by, namespace=user.username, number=number)
    return number


def delete_ended():
    BrowserSession.objects.filter(expire_date__lte=timezone.now()).delete()
