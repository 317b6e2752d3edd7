"""Running a command of the hub, as a terminal shows it."""

import io
import sys
from dataclasses import dataclass

from django.core.management import ManagementUtility


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str


def run(monkeypatch, capsys, *arguments, typed=None):
    """`typed` is what standard input holds; without it there is none to ask."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed or ""))
    code = 0
    try:
        ManagementUtility(["manage.py", *arguments]).execute()
    except SystemExit as end:
        code = exit_code(end)
    captured = capsys.readouterr()
    return Answer(code, captured.out, captured.err)


def exit_code(end):
    """As the interpreter does it: words go to stderr, and count as 1."""
    if isinstance(end.code, str):
        print(end.code, file=sys.stderr)
        return 1
    return end.code or 0
