"""`/v2/` itself, and the addresses that are none."""

from django.http import HttpResponse

from registry_api.errors import RouteUnknown
from registry_api.views.base import OpenView, TokenView


class RootView(TokenView):
    """Always challenges: docker learns here that there is a login, and where (OCI distribution, end-1)."""

    def get(self, request):
        return HttpResponse(b"{}", content_type="application/json")


class UnknownRouteView(OpenView):
    def initial(self, request, *args, **kwargs):
        raise RouteUnknown
