"""The organisations one is in, and those that ask one in."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from hub.namespaces.models import Namespace
from hub.web import queries
from hub.web.organisations import keys, roles

ORGANISATIONS_A_PAGE = 20
INVITATIONS_SHOWN = 20


@login_required
def organisations(request):
    mine = request.user.memberships.filter(
        namespace__kind=Namespace.Kind.ORGANISATION, namespace__is_active=True
    )
    mine = mine.select_related("namespace").order_by("namespace__name")
    waiting = keys.waiting_for(request.user)[:INVITATIONS_SHOWN]
    context = {
        "area": "mine",
        "tab": "organisations",
        "page": queries.page(request, mine, ORGANISATIONS_A_PAGE),
        "roles": roles.NAMES.items(),
        "invitations": [(one, keys.key_of(one)) for one in waiting],
    }
    return render(request, "organisations/organisations.html", context)
