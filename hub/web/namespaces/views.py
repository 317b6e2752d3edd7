"""What a person or an organisation has, as far as the visitor may see it."""

from django.shortcuts import render

from hub.access import policy
from hub.accounts import profiles
from hub.content import featured
from hub.namespaces.models import Namespace
from hub.web import queries
from hub.web.repository_settings.allowance import allowance_of
from hub.web.shortcuts import actor_of, get_namespace

REPOSITORIES_A_PAGE = 20


def namespace(request, name):
    owner = get_namespace(request, name)
    actor = actor_of(request)
    listed = policy.listed_repositories(actor).filter(namespace=owner)
    listed = listed.select_related("namespace")
    page = queries.page(request, listed.newest_first(), REPOSITORIES_A_PAGE)
    context = {
        "namespace": owner,
        "allowance": allowance_of(owner, actor) if shows_allowance(owner) else None,
        "profile": profiles.of(owner.owner_id) if owner.owner_id else None,
        "page": page,
        "empty_count": listed.empty().count() if owner.may_create else 0,
        "featured": featured.of_all(page.object_list),
    }
    return render(request, "namespaces/namespace.html", context)


def shows_allowance(namespace):
    """To whoever makes repositories in an organisation; one's own stands on My repositories."""
    return namespace.kind == Namespace.Kind.ORGANISATION and namespace.may_create
