"""Lists of layers as one text each: two are equal only where the lists are, so that a base is found by one look-up."""

import hashlib


def chains(digests) -> list[str]:
    """Of the first layer, of the first two, … and of all; the lowest layer first."""
    found = []
    for digest in digests:
        below = found[-1] if found else ""
        found.append(hashlib.sha256(f"{below} {digest}".encode()).hexdigest())
    return found


def chain(digests) -> str:
    """Empty where there is no layer."""
    return (chains(digests) or [""])[-1]
