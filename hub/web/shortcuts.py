"""Load and authorise in one call, so that no page can forget to ask."""

from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404

from hub.access import actors, policy
from hub.access.policy import Action
from hub.namespaces.models import MANAGING, Membership, Namespace
from hub.oci.names import Name
from hub.repositories.errors import RepositoryArchived
from hub.repositories.models import Repository, Star
from hub.watching.models import Watch
from hub.web.old_names import RepositoryMoved


def actor_of(request):
    return actors.of_session(request.user)


def get_repository(
    request, namespace, name, action=Action.PULL, *, reads=False
) -> Repository:
    """The repository, with its namespace, with `allowed`: all the actions the person may take, `is_starred`, `is_watched`.

    A hidden and a missing one are the same 404. Who sees it but may not do `action` gets the 403 page, and so does
    whoever would write into the archive. A page that `reads` is for those who may do `action`, and does not do it.
    A name it had leads to that of today (RepositoryMoved).
    """
    try:
        rights = policy.rights(actor_of(request), Name(namespace, name))
    except policy.Suspended:
        raise PermissionDenied from None
    if rights.repository is None or not rights.allow(Action.PULL):
        raise Http404
    if rights.is_by_old_name:
        raise RepositoryMoved(rights.repository.parsed_name)
    if not rights.allow(action):
        raise PermissionDenied
    if action in policy.WRITES and not reads:
        require_writable(rights)
    repository = whole(rights.repository.pk, request.user.pk)
    repository.allowed = rights.actions
    if repository.is_archived:
        repository.allowed -= policy.WRITES
    return repository


@contextmanager
def unless_gone(model):
    """Around a change of a row: whoever deleted it a moment ago made it a page that is not there."""
    try:
        yield
    except model.DoesNotExist:
        raise Http404 from None


def require_writable(rights):
    try:
        rights.require_writable()
    except RepositoryArchived as refusal:
        raise PermissionDenied(str(refusal)) from None


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
    """With the `role` of the person in it, `is_mine`: whether its settings are theirs, `may_create`, and what an
    organisation has `said` of itself. For those in an organisation: `member_count`, `team_count`."""
    namespaces = Namespace.objects.active().select_related("profile")
    namespace = namespaces.filter(name=name).first()
    if namespace is None:
        raise Http404
    namespace.role = policy.role_in(namespace, actor_of(request))
    namespace.is_mine = namespace.role == Membership.Role.OWNER
    namespace.may_create = namespace.role in MANAGING
    namespace.said = getattr(namespace, "profile", None)
    if namespace.role and namespace.kind == Namespace.Kind.ORGANISATION:
        count_people(namespace)
    return namespace


def count_people(organisation):
    """For the tabs above its pages, which only those who are in it have."""
    active = organisation.memberships.filter(user__is_active=True)
    organisation.member_count = active.count()
    organisation.team_count = organisation.teams.count()


def get_own_namespace(request, name) -> Namespace:
    """As `get_namespace`, for whoever owns it; others get the 403 page."""
    namespace = get_namespace(request, name)
    if not namespace.is_mine:
        raise PermissionDenied
    return namespace


def get_organisation(request, name, roles=tuple(Membership.Role)) -> Namespace:
    """As `get_namespace`, for whoever has one of the roles; others get the 403 page."""
    organisation = get_namespace(request, name)
    if organisation.kind != Namespace.Kind.ORGANISATION:
        raise Http404
    if organisation.role not in roles:
        raise PermissionDenied
    return organisation


def get_own_organisation(request, name) -> Namespace:
    return get_organisation(request, name, roles=[Membership.Role.OWNER])
