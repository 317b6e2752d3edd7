"""Patterns of repository names: a whole name, or the beginning of one with `*` for the rest (`alice/app`, `alice/web-*`)."""

import re

from hub.oci import names

REST = "*"
LIMIT = 20  # in one credential: they travel in every registry token
BEGINNING = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9._-]*")


def is_pattern(text) -> bool:
    if text.endswith(REST):
        beginning = text.removesuffix(REST)
        return (
            len(beginning) <= names.FULL_LENGTH
            and BEGINNING.fullmatch(beginning) is not None
        )
    namespace, _, name = text.partition("/")
    return names.is_namespace(namespace) and names.is_repository(name)


def match(patterns, full_name) -> bool:
    """Whether one of them does."""
    return any(
        full_name.startswith(pattern.removesuffix(REST))
        if pattern.endswith(REST)
        else full_name == pattern
        for pattern in patterns
    )
