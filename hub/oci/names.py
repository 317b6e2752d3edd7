"""Names of namespaces, repositories and tags: their grammar, and nothing of who owns them."""

import re
from dataclasses import dataclass

LIBRARY = "library"
NAMESPACE_LENGTH = 39
REPOSITORY_LENGTH = 128
TAG_LENGTH = 128
FULL_LENGTH = NAMESPACE_LENGTH + 1 + REPOSITORY_LENGTH

# Narrower than OCI's component: a namespace is also a person's name and a page of the site.
NAMESPACE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# OCI distribution 1.1, "path component".
COMPONENT = re.compile(r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*")
TAG = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}")
# Where clients without the referrers API keep their list of referrers (OCI distribution 1.1, "referrers tag schema"):
# a digest cut to 64 digits. A database reads the pattern too.
REFERRERS_TAG = r"\Asha(?:256|512)-[a-f0-9]{64}\Z"
# The same, and what cosign hangs on an image so: sha256-….sig, .att, .sbom.
ATTACHED_TAG = re.compile(r"sha(?:256|512)-[a-f0-9]{64}(?:\..*)?")


class NameInvalid(ValueError):
    def __init__(self, name):
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Name:
    """A repository's whole name, `namespace/name`; always two parts."""

    namespace: str
    name: str

    @property
    def full(self):
        return f"{self.namespace}/{self.name}"

    @property
    def familiar(self):
        """As people write it: official images without their namespace."""
        return self.name if self.namespace == LIBRARY else self.full

    def __str__(self):
        return self.full


def parse(text: str) -> Name:
    """`alice/app`, or `nginx` for `library/nginx`; raises NameInvalid for anything else."""
    namespace, slash, name = text.partition("/")
    if not slash:
        namespace, name = LIBRARY, namespace
    if not is_namespace(namespace) or not is_repository(name):
        raise NameInvalid(text)
    return Name(namespace, name)


def is_namespace(text: str) -> bool:
    return 2 <= len(text) <= NAMESPACE_LENGTH and NAMESPACE.fullmatch(text) is not None


def is_repository(text: str) -> bool:
    """Whether `text` can be the part after the slash."""
    return len(text) <= REPOSITORY_LENGTH and COMPONENT.fullmatch(text) is not None


def is_tag(text: str) -> bool:
    return TAG.fullmatch(text) is not None


def is_attached_tag(text: str) -> bool:
    """Whether it is no name for people: it hangs a signature or another artifact on an image."""
    return ATTACHED_TAG.fullmatch(text) is not None
