"""What every page of the site passes."""

from hub.web import errors


class KnownHost:
    """Refuses addresses the hub was not told it has, before anything is built from them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.get_host()  # raises DisallowedHost
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
