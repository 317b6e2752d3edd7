"""Where an OpenID Connect provider has what (OpenID Connect Discovery 1.0): asked for seldom, whoever presses its button.

A provider that hangs would else hold a thread for everybody who does.
"""

from django.core.cache import cache

FRESH = 600  # seconds


def document(address, fetch) -> dict:
    """What `fetch` answered last; one in ten minutes asks anew. Raises what it raises while there is nothing older."""
    kept = cache.get(address)
    if kept is not None and not cache.add(f"{address}#fresh", True, FRESH):
        return kept
    try:
        found = fetch(address)
    except Exception:
        if kept is None:
            raise
        return kept
    cache.set(address, found, None)
    cache.set(f"{address}#fresh", True, FRESH)
    return found
