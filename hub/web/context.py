"""What every template may use beside its view's own words."""

from django.conf import settings
from django.core.exceptions import DisallowedHost

from hub.operators import banner
from hub.web import language, theme


def hub(request):
    return {
        # The registry's address as docker wants it: a host, and a port where it is not the usual one.
        "host": host(request),
        "theme": theme.chosen(request),
        "languages": language.choices(),
        "sign_up_is_open": settings.HUB_SIGN_UP in ("open", "domain"),
        "sign_in_only": settings.HUB_SIGN_IN_ONLY,
        # A function: pages that must come up without the database do not ask.
        "banner": banner.current,
        "request_id": request.META.get("hub.request_id", ""),
    }


def host(request):
    try:
        return request.get_host()
    except DisallowedHost:
        # The page that says so is made with this too.
        return ""
