"""Whole addresses of the hub, for those who read them elsewhere: in mail, feeds, challenges."""

from django.conf import settings


def origin(request=None):
    """The configured address, so that no header can lead them elsewhere. Without one, the host that was asked; where
    no page asks, this machine: the hub is on no other then.
    """
    if settings.HUB_PUBLIC_URL:
        return settings.HUB_PUBLIC_URL
    if request:
        return f"{request.scheme}://{request.get_host()}"
    return f"http://localhost:{settings.HUB_PORT}"


def whole(request, path):
    return f"{origin(request)}{path}"
