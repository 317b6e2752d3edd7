"""What every page of the site passes."""

from contextlib import suppress

from django.http import HttpResponseNotAllowed

from hub.accounts import sessions
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


class NotAllowed:
    """Whoever opens the address of a form, as sign-in may lead them to, is told what it is for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            return errors.not_allowed(request, allowed=response["Allow"])
        return response


class NotedSession:
    """Says when and from where a session was used last, once a minute at most. A page that asked for no session needs none."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if sessions.is_stale(request.session):
            # The page is made; that its session was used can be said the next time.
            with suppress(*errors.AWAY):
                sessions.note_use(request.session, client=client_of(request))
        return response
