"""Where the web servers listen: HUB_BIND, as far as the machine has it."""

import socket

from hub import settings

BACKLOG = 2048


def hosts():
    """Addresses, IPv6 in brackets."""
    chosen = {host.strip() for host in settings.HUB_BIND.split(",")}
    if not can_listen_on_ipv6():
        chosen = {host for host in chosen if ":" not in host}
    elif "[::]" in chosen:
        # It takes IPv4 too, and the port can be had once.
        chosen.discard("0.0.0.0")  # noqa: S104
    return sorted(chosen)


def can_listen_on_ipv6():
    """A machine may have IPv6 switched off; the hub serves the rest of its addresses then."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
