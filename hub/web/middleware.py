"""What every page of the site passes."""

from hub.events.record import coming_from
from hub.web import errors
from hub.web.clients import client_of


class KnownHost:
    """Refuses addresses the hub was not told it has, before anything is built from them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.get_host()  # raises DisallowedHost
        return self.get_response(request)


class Origin:
    """Every event says from which address it was asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with coming_from(client_of(request).address):
            return self.get_response(request)


class Unavailable:
    """Database or storage away is 503 and a time to come back, never 500."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, errors.AWAY):
            return errors.unavailable(request)
        return None
