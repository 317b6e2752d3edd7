"""Tags read as versions: which of two is newer, and which name of one image says most."""

import re

# 18 digits: dates and build numbers are versions too, and what is longer is a hash.
VERSION = re.compile(r"v?(\d{1,18}(?:\.\d{1,18})*)(?![0-9a-f]{6}|\d)(.*)")
NUMBERS = re.compile(r"(\d+)")
LATEST = "latest"


def is_version(tag: str) -> bool:
    return VERSION.fullmatch(tag) is not None


def newest_first(tag: str):
    """A sort key: 1.30, 1.29.4, 1.29.4-alpine, 1.29; then what is no version, `latest` before all of it."""
    numbers, suffix = split(tag)
    if not numbers:
        return (1, (), tag != LATEST, (tag,))
    # 1.29 comes after 1.29.4, which it stands for.
    return (0, tuple(-n for n in numbers) + (1,), bool(suffix), natural(suffix))


def most_exact_first(tag: str):
    """A sort key for the names of one digest: 1.29.4, 1.29, 1, mainline, latest."""
    numbers, suffix = split(tag)
    return (not numbers, -len(numbers), bool(suffix), tag == LATEST, tag)


def least_exact_first(tag: str):
    """A sort key for the names beside the first: latest, mainline, 1, 1.29."""
    numbers, suffix = split(tag)
    return (bool(numbers), len(numbers), bool(suffix), tag != LATEST, tag)


def split(tag):
    """(1, 29, 4), "-alpine" of `1.29.4-alpine`; no numbers for what is no version."""
    found = VERSION.fullmatch(tag)
    if not found:
        return (), tag
    return tuple(int(part) for part in found[1].split(".")), found[2]


def natural(suffix):
    """rc10 is newer than rc9. Texts and numbers take turns, so that like is compared with like."""
    parts = NUMBERS.split(suffix)
    return tuple(
        -int(part) if position % 2 else part for position, part in enumerate(parts)
    )
