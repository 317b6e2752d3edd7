"""JSON read strictly: what two parsers could read differently is refused.

Go's parser takes the last of two equal keys and folds the case of keys; Python's does neither. A document
that means one thing to the registry and another to the client is an attack, so it never gets in.
"""

import json

DEPTH = 32


class DocumentInvalid(ValueError):
    pass


def parse(content: bytes, *, known_keys=frozenset()) -> dict:
    """The object in `content`; raises DocumentInvalid. `known_keys` may not come in another case."""
    folded = {key.lower(): key for key in known_keys}

    def unambiguous(pairs):
        seen = set()
        for key, _ in pairs:
            if key in seen:
                raise DocumentInvalid(f"The key {key!r} stands twice.")
            if folded.get(key.lower(), key) != key:
                raise DocumentInvalid(
                    f"The key {key!r} must be written {folded[key.lower()]!r}."
                )
            seen.add(key)
        return dict(pairs)

    try:
        document = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=unambiguous,
            parse_constant=refuse,
            parse_int=whole,
        )
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise DocumentInvalid("The body is not JSON.") from error
    if not isinstance(document, dict):
        raise DocumentInvalid("The body is not a JSON object.")
    require_shallow(document)
    return document


def refuse(constant):
    raise DocumentInvalid(f"{constant} is not JSON.")


def whole(digits):
    if len(digits) > 20:
        raise DocumentInvalid("A number is too large.")
    return int(digits)


def require_shallow(value, depth=0):
    if depth > DEPTH:
        raise DocumentInvalid("The body is nested too deeply.")
    children = (
        value.values()
        if isinstance(value, dict)
        else value
        if isinstance(value, list)
        else ()
    )
    for child in children:
        require_shallow(child, depth + 1)
