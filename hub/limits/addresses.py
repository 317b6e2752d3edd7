"""The address a request came from."""

import ipaddress
from functools import lru_cache

UNKNOWN = "0.0.0.0"


def client_address(environ, trusted_proxies):
    """The address that the outermost of `trusted_proxies` proxies saw; what a client wrote further left counts for nothing."""
    seen = environ.get("REMOTE_ADDR", "")
    if trusted_proxies:
        forwarded = [
            part.strip()
            for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
            if part.strip()
        ]
        seen = forwarded[-trusted_proxies:][0] if forwarded else seen
    return canonical(seen)


@lru_cache(maxsize=4096)
def canonical(seen):
    try:
        address = ipaddress.ip_address(seen)
    except ValueError:
        return UNKNOWN
    # A socket that listens on IPv4 and IPv6 at once shows IPv4 addresses in IPv6's dress.
    return str(getattr(address, "ipv4_mapped", None) or address)


def network_of(address):
    """One customer's worth of addresses: an IPv6 host has a /64 to itself and could change address at every try."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return str(address)
    mapped = getattr(parsed, "ipv4_mapped", None)
    if parsed.version == 4 or mapped:
        return str(mapped or parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
