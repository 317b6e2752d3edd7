"""The `scope` of a token request: `repository:alice/app:pull,push` (distribution's token specification)."""

from dataclasses import dataclass

from hub.oci import names

CATALOG = "registry:catalog:*"
LIMIT = 64  # resources in one token: past it the header it travels in is too long for proxies


@dataclass(frozen=True, slots=True)
class Requested:
    type: str
    name: str
    actions: frozenset


def parse(texts) -> list[Requested]:
    """Scopes from repeated parameters, each of which may hold several, with spaces between; duplicates are united.

    Hopeless ones are left out: clients ask for what other registries know.
    """
    found = {}
    for text in " ".join(texts).split():
        kind, _, rest = text.partition(":")
        name, _, actions = rest.rpartition(":")
        kind = kind.partition("(")[0]  # repository(plugin) is a repository
        key = (kind, canonical(name) if kind == "repository" else name)
        if key[1] and (key in found or len(found) < LIMIT):
            found.setdefault(key, set()).update(actions.split(","))
    return [
        Requested(kind, name, frozenset(actions))
        for (kind, name), actions in found.items()
    ]


def canonical(name):
    """`nginx` and `library/nginx` are one repository, so a grant must name it in one way."""
    try:
        return names.parse(name).full
    except names.NameInvalid:
        return ""


def of_repository(name: names.Name, *actions) -> str:
    return f"repository:{name.full}:{','.join(actions)}"
