"""What was pushed and has no tag any more: only those who may push see the list."""

from django.contrib.auth.decorators import login_required

from hub.access.policy import Action
from hub.content import folding
from hub.content import untagged as loose
from hub.web import queries
from hub.web.repositories.pages import render_page
from hub.web.shortcuts import get_repository

DIGESTS_A_PAGE = 25


@login_required
def untagged(request, namespace, name):
    repository = get_repository(request, namespace, name, Action.PUSH, reads=True)
    page = queries.page(request, loose.numbers(repository), DIGESTS_A_PAGE)
    rows = loose.rows(repository, page.object_list)
    return render_page(
        request,
        "repositories/untagged.html",
        repository,
        "tags",
        page=page,
        rows=rows,
        attached=folding.attached(repository, rows),
    )
