"""How a limit is written in a setting: "10/15m", or "off". Pure Python, so that the settings can use it."""

import re
from typing import NamedTuple

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
GRAMMAR = re.compile(r"(\d{1,9})/(\d{0,6})([smhd])")


class Rate(NamedTuple):
    """So many times in so many seconds; a limit of None is no limit."""

    limit: int | None
    window_seconds: int

    @classmethod
    def parse(cls, text):
        """Read "10/15m" (ten in fifteen minutes), "100/h" or "off"; raises ValueError."""
        if text == "off":
            return cls(None, 1)
        match = GRAMMAR.fullmatch(text)
        if not match or not int(match[2] or 1):
            raise ValueError(
                f'A limit is written like 10/15m, 100/h or off, not "{text}".'
            )
        return cls(int(match[1]), int(match[2] or 1) * SECONDS[match[3]])
