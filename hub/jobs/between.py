"""What the worker does between jobs, every second or so: for what is too small and too frequent to be a row each time."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError

logger = logging.getLogger(__name__)

registered: list[Callable[[], int]] = []


def between_jobs(function):
    """Call `function()` before the worker looks for its next job; it answers how much it did, 0 for nothing.

    Several workers may call it in the same instant, and the next job waits for it.
    """
    registered.append(function)
    return function


def run() -> bool:
    """Whether there was something to do. Only a database that does not answer stops the round."""
    return sum(call(function) for function in registered) > 0


def call(function):
    try:
        return function()
    except (InterfaceError, OperationalError):
        raise
    except Exception:
        logger.exception("%s failed, next try in a second", function.__qualname__)
        return 0
