"""Where an OpenID Connect provider has what (OpenID Connect Discovery 1.0): asked for seldom, whoever presses its button.

A provider that hangs would else hold a thread for everybody who does.
"""

import logging

from allauth.socialaccount.providers.base import ProviderException
from django.core.cache import cache

FRESH = 600  # seconds

logger = logging.getLogger(__name__)


def document(address, fetch) -> dict:
    """What `fetch` answered last; one in ten minutes asks anew. Raises its ProviderException while nothing older is kept."""
    kept = cache.get(address)
    if kept is not None and not cache.add(f"{address}#fresh", True, FRESH):
        return kept
    try:
        found = fetch(address)
    except ProviderException as error:
        if kept is None:
            raise
        logger.warning("%s: %s; what it said last goes on", address, error)
        return kept
    cache.set(address, found, None)
    cache.set(f"{address}#fresh", True, FRESH)
    return found
