"""A call that must come back in time, though a hung mount never answers."""

import threading
from collections.abc import Callable

from .errors import StorageUnavailable, operating_system_errors


def within(seconds: float, call: Callable[[], None]) -> None:
    """Calls in a thread of its own and gives up waiting after `seconds`, with `StorageUnavailable`."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            with operating_system_errors():
                call()
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run, daemon=True, name="storage-health")
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise StorageUnavailable(f"storage did not answer within {seconds} s")
    if failures:
        raise failures[0]
