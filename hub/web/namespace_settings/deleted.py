"""What was deleted in a namespace and can be restored, for its owners."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from hub.content import usage
from hub.namespaces.models import Namespace
from hub.repositories import trash
from hub.repositories.errors import PrivateAllowanceUsed
from hub.web import queries
from hub.web.form_pages import REFUSED, sent_from
from hub.web.shortcuts import actor_of, get_own_namespace

REPOSITORIES_A_PAGE = 20


def deleted(request, name):
    return show(request, get_own_namespace(request, name))


@sent_from("deleted_repositories")
def restore(request, name, repository):
    """Also the Undo of the message after a deletion."""
    namespace = get_own_namespace(request, name)
    full_name = f"{namespace.name}/{repository}"
    found = get_object_or_404(trash.kept_in(namespace), full_name=full_name)
    try:
        restored = trash.restore(repository=found, by=actor_of(request).by)
    except PrivateAllowanceUsed as refusal:
        return show(request, namespace, refusal=refusal)
    sentence = _("%(name)s is back, with everything that was in it.")
    messages.success(request, sentence % {"name": restored.full_name})
    return redirect("repository", namespace=namespace.name, name=restored.name)


def show(request, namespace, refusal=None):
    kept = usage.with_usage(trash.kept_in(namespace)).order_by("-deleted_at", "-pk")
    page = queries.page(request, kept, REPOSITORIES_A_PAGE)
    context = {
        "namespace": namespace,
        "part": "deleted" if namespace.name == request.user.username else "",
        "page": page,
        "rows": [(one, trash.kept_until(one)) for one in page],
        "refusal": refusal,
    }
    status = REFUSED if refusal else 200
    return render(request, template_for(namespace), context, status=status)


def template_for(namespace):
    """A person's are among the pages of their account."""
    if namespace.kind == Namespace.Kind.ORGANISATION:
        return "organisations/deleted.html"
    return "namespace_settings/deleted.html"
