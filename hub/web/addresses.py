"""Whole addresses, for those who read a page elsewhere."""

from django.conf import settings


def whole(request, path):
    origin = settings.HUB_PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    return f"{origin}{path}"
