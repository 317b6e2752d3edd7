"""Names that a repository had: each page under one leads to the same page under the name of today."""

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers


class RepositoryMoved(Exception):
    """Raised for those only who may see it; to all others the old name is as free as it looks."""

    def __init__(self, name):
        super().__init__(name.full)
        self.name = name


class OldNames:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, RepositoryMoved):
            return lead_to(exception.name, request)
        return None


def lead_to(name, request):
    match = request.resolver_match
    names = {"namespace": name.namespace, "name": name.name}
    path = reverse(match.view_name, kwargs=match.kwargs | names)
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(
        f"{path}?{query}" if query else path,
        # What was typed into a form is sent again, and not lost.
        preserve_request=request.method not in ("GET", "HEAD"),
    )
    # It may take the name back, or be hidden tomorrow: a browser that remembers would lead in a circle.
    add_never_cache_headers(response)
    return response
