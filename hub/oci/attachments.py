"""Tags that tools write for what they attach to an image, where they do not use the referrers API.

cosign: `sha256-….sig`, `.att`, `.sbom`; lists of referrers: `sha256-…` (OCI distribution 1.1, "referrers tag schema").
"""

BEGINNINGS = ("sha256-", "sha512-")
# Of the digest: those of sha512 are cut, a tag has no room for more.
DIGITS = 64
LENGTH = len(BEGINNINGS[0]) + DIGITS  # at least
SUFFIXES = (".sig", ".att", ".sbom")
# As a filter of tags: all of them.
ASKED_FOR = "sha*-*"


def tags(digest: str) -> list[str]:
    """Where something about `digest` may stand."""
    return [list_tag(digest) + suffix for suffix in SUFFIXES]


def list_tag(digest: str) -> str:
    """Where a list of referrers stands."""
    algorithm, _, digits = digest.partition(":")
    return f"{algorithm}-{digits[:DIGITS]}"


def all_tags(digest: str) -> list[str]:
    return [list_tag(digest), *tags(digest)]


def is_asked_for(text: str) -> bool:
    """Whether who looks for `text` among tags wants these too."""
    return text == ASKED_FOR or any(one in text for one in BEGINNINGS)
