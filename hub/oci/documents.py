"""JSON read strictly: what two parsers could read differently is refused.

Go's parser takes the last of two equal keys and folds the case of keys; Python's does neither. A document
that means one thing to the registry and another to the client is an attack, so it never gets in.
"""

import json
from collections import Counter

DEPTH = 32
FREE = "annotations"


class DocumentInvalid(ValueError):
    pass


def parse(content: bytes, *, known_keys=frozenset()) -> dict:
    """The object in `content`; raises DocumentInvalid. `known_keys` may not come in another case."""
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
    require_case(document, {key.lower(): key for key in known_keys})
    require_characters(content, document)
    return document


def unambiguous(pairs):
    document = dict(pairs)
    if len(document) < len(pairs):
        [(twice, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise DocumentInvalid(f"The key {twice[:80]!r} stands twice.")
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
    for _, child in children(value):
        require_shallow(child, depth + 1)


def require_case(value, folded):
    """Below annotations, and below keys that nobody knows, nothing is read by name: they are written as their author likes."""
    for key, child in children(value):
        known = folded.get(key.lower())
        if known not in (None, key):
            raise DocumentInvalid(f"The key {key!r} must be written {known!r}.")
        if key != FREE and (known or isinstance(value, list)):
            require_case(child, folded)


def children(value):
    """(key, value) of what stands in an object or a list; a list has no keys."""
    if isinstance(value, dict):
        return value.items()
    return [("", child) for child in value] if isinstance(value, list) else ()


def require_characters(content, document):
    """Half a character (`\\ud800`) can be written in JSON, but be stored and answered by nobody."""
    if b"\\u" not in content:
        return
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise DocumentInvalid("A text has half a character in it.") from error
