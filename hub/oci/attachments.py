"""Tags that tools write for what they attach to an image, where they do not use the referrers API.

cosign: `sha256-….sig`, `.att`, `.sbom`; lists of referrers: `sha256-…` (OCI distribution 1.1, "referrers tag schema").
"""

BEGINNING = "sha256-"
LENGTH = len(BEGINNING) + 64  # at least
SUFFIXES = (".sig", ".att", ".sbom")


def tags(digest: str) -> list[str]:
    """Where something about `digest` may stand."""
    return [digest.replace(":", "-", 1) + suffix for suffix in SUFFIXES]


def all_tags(digest: str) -> list[str]:
    """And where a list of referrers stands."""
    return [digest.replace(":", "-", 1), *tags(digest)]


def is_asked_for(text: str) -> bool:
    """Whether who looks for `text` among tags wants these too."""
    return BEGINNING in text
