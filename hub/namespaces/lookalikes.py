"""Names that would pass for another: the same to the eye, one letter off, or dressed up as official.

Protected are reserved words, verified publishers, and what packages above name (official images). A protected name
itself is not judged here: whether it is taken stands in the table of names.
"""

from hub.namespaces import reserved
from hub.namespaces.models import Namespace
from hub.oci import names

# Digits and pairs of letters that are read as a letter.
READ_AS = {
    "rn": "m",
    "vv": "w",
    "cl": "d",
    "0": "o",
    "1": "l",
    "i": "l",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "8": "b",
}
# Words that speak for the hub: one letter off is too near. Of the other reserved words many people's names are.
SPEAK_FOR_THE_HUB = {
    *["admin", "administrator", "docker", "library", "official", "operator"],
    *["operators", "registry", "security", "support", "verified"],
}
# Beside a protected name, they say that it is the true one.
VOUCH = {"library", "official", "verified", "docker", "real", "original"}
SHORTEST_FOR_A_SLIP = 5

sources = []


def protect(source):
    """`source()` answers more names to protect, in few queries. Call from AppConfig.ready()."""
    sources.append(source)


def resembles(name) -> str:
    """The protected name that `name` would be taken for; empty for none."""
    images_and_publishers = protected()
    near = SPEAK_FOR_THE_HUB | images_and_publishers
    return next(
        (
            other
            for other in sorted({*reserved.NAMES, names.LIBRARY} | near)
            if is_like(name, other, can_be_near=other not in near)
            or (other in images_and_publishers and is_dressed_as(name, other))
        ),
        "library" if name.startswith("library-") else "",
    )


def protected():
    verified = Namespace.objects.filter(is_verified=True)
    found = set(verified.values_list("name", flat=True))
    return found.union(*(source() for source in sources))


def is_like(name, other, *, can_be_near):
    if name == other:
        return False
    if seen(name) == seen(other):
        return True
    if can_be_near or len(other) < SHORTEST_FOR_A_SLIP:
        return False
    return is_one_off(name, other)


def is_dressed_as(name, other):
    """`nginx-official`, `library-nginx`, and `nginx` itself where nobody is called so yet."""
    parts = name.split("-")
    words = {seen(part) for part in parts}
    vouched = words & {seen(word) for word in VOUCH}
    return name == other or (bool(vouched) and seen(other) in words - vouched)


def seen(name):
    """As a quick eye reads it."""
    for written, read in READ_AS.items():
        name = name.replace(written, read)
    return name.replace("-", "")


def is_one_off(name, other):
    """One letter more, fewer or different, or two that changed places."""
    if abs(len(name) - len(other)) > 1:
        return False
    start = common(name, other)
    end = common(name[start:][::-1], other[start:][::-1])
    left, right = name[start : len(name) - end], other[start : len(other) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


def common(one, other):
    """How many letters they begin with alike."""
    pairs = zip(one, other, strict=False)
    return next(
        (i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other))
    )
