"""Jobs for the tests to run. What they did is written to a file: another process runs some of them."""

import time
from pathlib import Path

from hub.jobs import job


@job
def note(path, text):
    with Path(path).open("a") as file:
        file.write(text + "\n")


@job(retries=2, backoff=0)
def fail_until(path, times):
    """Fail so many times, then succeed."""
    with Path(path).open("a") as file:
        file.write("tried\n")
    if len(Path(path).read_text().splitlines()) <= times:
        raise ValueError("not yet")


@job(retries=0)
def give_back_what_is_no_json():
    return object()


@job(retries=0, lease=1)
def hang_once(path):
    """The first run says that it runs and never ends; the next one ends."""
    with Path(path).open("a") as file:
        file.write("started\n")
    if len(Path(path).read_text().splitlines()) == 1:
        time.sleep(600)
    with Path(path).open("a") as file:
        file.write("ended\n")


@job(takes_context=True)
def say_attempt(context, path):
    Path(path).write_text(str(context.attempt))
