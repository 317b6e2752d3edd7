"""What the search box offers while one types, for static/js/suggest.js."""

from django.http import JsonResponse
from django.views.decorators.cache import never_cache

from hub import search as finding
from hub.access import policy
from hub.web import queries
from hub.web.shortcuts import actor_of
from hub.web.templatetags.repositories import page_of

SUGGESTED = 8


@never_cache
def suggest(request):
    typed = queries.text(request, "q")
    listed = policy.listed_repositories(actor_of(request))
    found = finding.suggest(listed, typed, SUGGESTED)
    return JsonResponse({"suggestions": [suggestion(one) for one in found]})


def suggestion(repository):
    return {
        "name": repository.familiar_name,
        "description": repository.description,
        "address": page_of(repository),
    }
