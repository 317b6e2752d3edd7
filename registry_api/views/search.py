"""`docker search`: version 1 of the registry API, which nothing else is left of."""

from django.http import JsonResponse

from hub import search
from hub.access import actors, policy
from registry_api.authentication import RegistryAuthentication
from registry_api.views.base import OpenView

RESULTS = 25
RESULTS_AT_MOST = 100


class PingView(OpenView):
    def get(self, request):
        # Standalone: docker sends the login's credentials with every search, so that people find what is theirs.
        return JsonResponse(
            {"standalone": True}, headers={"X-Docker-Registry-Standalone": "true"}
        )


class SearchView(OpenView):
    authentication_classes = [RegistryAuthentication]

    def get(self, request):
        actor = request.auth.actor if request.auth else actors.ANONYMOUS
        if not actor.is_anonymous:
            policy.require_active(actor)
        text = request.GET.get("q", "")
        found = search.find(policy.listed_repositories(actor), text).repositories
        results = [result(repository) for repository in found[: limit(request)]]
        return JsonResponse(
            {"query": text, "num_results": len(results), "results": results}
        )


def limit(request):
    text = request.GET.get("n", "")
    if not (text.isascii() and text.isdecimal()) or len(text) > 9:
        return RESULTS
    return max(1, min(int(text), RESULTS_AT_MOST))


def result(repository):
    return {
        "name": repository.familiar_name,
        "description": repository.description,
        "star_count": repository.star_count,
        "is_official": repository.is_official,
        "is_automated": False,
    }
