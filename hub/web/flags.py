"""Signal flags drawn from names: the same name flies the same flag, on every hub, with no upload.

The namespace picks the colours, so what belongs together looks it; the last part picks the pattern.
"""

from functools import lru_cache
from hashlib import sha256

PAIRS = [
    ("1F5F8B", "F4E9D2"),
    ("8C3B2E", "F3E6D8"),
    ("2F6B4F", "EAF0DC"),
    ("6A4C93", "EFE6F4"),
    ("B0741A", "FBF0D6"),
    ("31475B", "D6E4EA"),
    ("9A3B63", "F7E3EA"),
    ("2B7A78", "DFF1EE"),
]
# On a grid of 8 x 8, in the second colour over the first.
PATTERNS = [
    '<path d="M0 0h4v8H0z"/>',  # halves
    '<path d="M0 2h8v1.5H0zM0 4.5h8V6H0z"/>',  # stripes
    '<path d="M3 0h2v3h3v2H5v3H3V5H0V3h3z"/>',  # cross
    '<path d="M0 0h1.6L4 2.4 6.4 0H8v1.6L5.6 4 8 6.4V8H6.4L4 5.6 1.6 8H0V6.4L2.4 4 0 1.6z"/>',  # saltire
    '<path d="M0 0h8L0 8z"/>',  # diagonal
    '<path d="M0 0h4v4H0zM4 4h4v4H4z"/>',  # quarters
    '<path d="M2.25 2.25h3.5v3.5h-3.5z"/>',  # square
    '<circle cx="4" cy="4" r="2.4"/>',  # disc
    '<path d="M0 0l8 4-8 4z"/>',  # pennant
    '<path d="M4 .8L7.2 4 4 7.2.8 4z"/>',  # diamond
    '<path d="M1 0h1.5v8H1zM3.25 0h1.5v8h-1.5zM5.5 0H7v8H5.5z"/>',  # bars
    '<path d="M4 1.5L7.5 7.5h-7z"/>',  # triangle
]
OFFICIAL = "library"


@lru_cache(maxsize=4096)
def draw(name, css_class):
    """The flag of `alice` or `alice/app` as SVG. The name only picks; none of it is written into the picture."""
    namespace, _, rest = name.partition("/")
    # Official repositories share a namespace and would all look alike.
    colours = digest(name if namespace == OFFICIAL else namespace)
    shape = digest(rest or namespace)
    field, charge = PAIRS[colours[0] % len(PAIRS)]
    if shape[2] % 2:
        field, charge = charge, field
    pattern = PATTERNS[shape[0] % len(PATTERNS)]
    turn = f' transform="rotate({shape[1] % 4 * 90} 4 4)"' if shape[1] % 4 else ""
    return (
        f'<svg class="{css_class}" viewBox="0 0 8 8" aria-hidden="true">'
        f'<path fill="#{field}" d="M0 0h8v8H0z"/><g fill="#{charge}"{turn}>{pattern}</g></svg>'
    )


def digest(text):
    return sha256(text.encode()).digest()
