"""Load and authorise in one call, so that no page can forget to ask."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404

from hub.access import actors, policy
from hub.access.policy import Action
from hub.namespaces.models import Namespace
from hub.oci.names import Name
from hub.repositories.models import Repository, Star
from hub.watching.models import Watch


def actor_of(request):
    return actors.of_session(request.user)


def get_repository(request, namespace, name, action=Action.PULL) -> Repository:
    """The repository, with its namespace, with `allowed`: all the actions the person may take, `is_starred`, `is_watched`.

    A hidden and a missing one are the same 404. Who sees it but may not do `action` gets the 403 page.
    """
    try:
        rights = policy.rights(actor_of(request), Name(namespace, name))
    except policy.Suspended:
        raise PermissionDenied from None
    if rights.repository is None or not rights.allow(Action.PULL):
        raise Http404
    if not rights.allow(action):
        raise PermissionDenied
    repository = whole(rights.repository.pk, request.user.pk)
    repository.allowed = rights.actions
    return repository


def get_public_repository(namespace, name) -> Repository:
    """For programs without a session, and for caches: what anybody may see, whoever asks."""
    try:
        found = policy.find_repository(actors.ANONYMOUS, Name(namespace, name))
    except policy.RepositoryHidden:
        raise Http404 from None
    return whole(found.pk)


def whole(pk, user_id=None):
    """Deciding reads as little as it can; a page shows the texts too, and what the person marked."""
    found = Repository.objects.existing().select_related("namespace")
    stars = Star.objects.filter(repository=OuterRef("pk"), user=user_id)
    watches = Watch.objects.filter(repository=OuterRef("pk"), user=user_id)
    marks = {"is_starred": Exists(stars), "is_watched": Exists(watches)}
    repository = found.filter(pk=pk).annotate(**marks).first()
    if repository is None:
        raise Http404
    return repository


def get_namespace(request, name) -> Namespace:
    """With `is_mine`: whether the person may create repositories there and change its settings."""
    namespace = Namespace.objects.active().filter(name=name).first()
    if namespace is None:
        raise Http404
    actor = actor_of(request)
    namespace.is_mine = (
        not actor.is_anonymous
        and policy.owned_namespaces(actor).filter(pk=namespace.pk).exists()
    )
    return namespace
