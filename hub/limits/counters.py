"""Counts what happened under a key, in one statement: no read before the write, so that no two callers share a count.

A window begins with the first event under a key and ends `window_seconds` later.
"""

import time
from dataclasses import dataclass

from django.db import connection

SPEND = """
INSERT INTO limits_counter (key, count, ends_at) VALUES (%(key)s, %(amount)s, %(ends_at)s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN limits_counter.ends_at <= %(now)s THEN excluded.count
                 ELSE limits_counter.count + excluded.count END,
    ends_at = CASE WHEN limits_counter.ends_at <= %(now)s THEN excluded.ends_at
                   ELSE limits_counter.ends_at END
RETURNING count, ends_at
"""
FORGET = "DELETE FROM limits_counter WHERE key = %s"
DELETE_ENDED = "DELETE FROM limits_counter WHERE ends_at <= %s"


@dataclass(frozen=True)
class Allowance:
    """Whether it is allowed, how often it still is, and after how many seconds it is again."""

    allowed: bool
    remaining: int | None
    retry_after: int = 0


UNLIMITED = Allowance(allowed=True, remaining=None)


def spend(key, *, limit, window_seconds, amount=1):
    """Count it and say whether it was within the limit. A limit of None counts nothing."""
    if limit is None:
        return UNLIMITED
    count, ends_at = count_up(key, window_seconds=window_seconds, amount=amount)
    return _allowance(count - amount, ends_at, limit)


def look(key, *, limit):
    """Whether one more would be allowed, without counting it."""
    return look_at({key: limit})[key]


def look_at(limits):
    """{key: Allowance} of {key: limit}, in one query."""
    counts = counts_of(list(limits))
    return {
        key: UNLIMITED if limit is None else _allowance(*counts[key], limit)
        for key, limit in limits.items()
    }


def forget(key):
    """Begin again at nothing."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [key])


def count_up(key, *, window_seconds, amount=1):
    """(count with this one, when the window ends)"""
    now = _now()
    values = {
        "key": key,
        "amount": amount,
        "now": now,
        "ends_at": now + window_seconds * 1000,
    }
    with connection.cursor() as cursor:
        cursor.execute(SPEND, values)
        return cursor.fetchone()


def counts_of(keys):
    """{key: (count, when its window ends)} in one query; nothing yet is (0, now)."""
    now = _now()
    places = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            # Only placeholders are put together here.
            f"SELECT key, count, ends_at FROM limits_counter WHERE ends_at > %s AND key IN ({places})",  # noqa: S608
            [now, *keys],
        )
        found = {key: (count, ends_at) for key, count, ends_at in cursor.fetchall()}
    return {key: found.get(key, (0, now)) for key in keys}


def delete_ended():
    """Windows that ended count for nothing; a job deletes them."""
    with connection.cursor() as cursor:
        cursor.execute(DELETE_ENDED, [_now()])


def _allowance(count_before, ends_at, limit):
    remaining = limit - count_before
    if remaining > 0:
        return Allowance(allowed=True, remaining=remaining)
    return Allowance(
        allowed=False, remaining=0, retry_after=max(1, -((_now() - ends_at) // 1000))
    )


def _now():
    """Milliseconds, the same number on every database."""
    return int(time.time() * 1000)
