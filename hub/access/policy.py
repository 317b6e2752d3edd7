"""Who may do what: the one home of permission. A credential is a ceiling; role, visibility and suspension are
read from the database every time they are asked for."""

from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import Exists, F, Q

from hub.access.lookup import look_up, look_up_old
from hub.accounts.models import Scope, User, Withheld
from hub.namespaces.models import MANAGING, Membership, Namespace
from hub.oci import names, patterns
from hub.repositories.errors import RepositoryArchived, RepositoryRenamed
from hub.repositories.expressions import Few, OneOf
from hub.repositories.models import OFFERED, Grant, Repository, Role


class Action(StrEnum):
    """Named as on the wire, where there is a wire for it."""

    PULL = "pull"
    PUSH = "push"  # and move tags, cancel one's own uploads, extend what a push needs
    DELETE = "delete"
    ADMIN = "admin"  # edit, visibility, collaborators
    OWN = "own"  # another name or namespace, undo a deletion: they claim what only an owner may


EVERYTHING = frozenset(Action)
NOTHING = frozenset()
WRITES = frozenset({Action.PUSH, Action.DELETE})  # refused by the archive
ROLE_ALLOWS = {
    Role.READ: frozenset({Action.PULL}),
    Role.WRITE: frozenset({Action.PULL, Action.PUSH}),
    Role.ADMIN: EVERYTHING - {Action.OWN},
}
CEILING_ALLOWS = {
    Scope.PUBLIC_READ: frozenset({Action.PULL}),
    Scope.READ: frozenset({Action.PULL}),
    Scope.WRITE: frozenset({Action.PULL, Action.PUSH}),
    Scope.ADMIN: EVERYTHING,
}
WITHHELD = {
    Withheld.PUSH: frozenset({Action.PUSH}),
    Withheld.MOVE: NOTHING,  # asked where a push finds the tag taken
    Withheld.DELETE: frozenset({Action.DELETE}),
    Withheld.EDIT: frozenset({Action.ADMIN, Action.OWN}),
}


class RepositoryHidden(Exception):
    """It does not exist, or the actor may not know that it does: one error, so that no door can tell them apart."""

    def __init__(self, full_name):
        super().__init__(full_name)
        self.full_name = full_name


class Refused(Exception):
    """The actor sees the repository, but may not do this."""

    def __init__(self, actor, full_name, action):
        super().__init__(full_name, action)
        self.actor = actor
        self.full_name = full_name
        self.action = action


class Suspended(Exception):
    """The person or the organisation behind a credential may do nothing any more."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What an actor may do under one name. `repository` is None where nothing stands there yet.

    One that was renamed stands under its old names too, for whoever may pull it.
    """

    name: names.Name
    repository: Repository | None
    actions: frozenset
    namespace_id: int | None = None  # where a push may create it

    def allow(self, action):
        return action in self.actions

    @property
    def is_by_old_name(self):
        return (
            self.repository is not None and self.repository.full_name != self.name.full
        )

    def require_writable(self):
        """Raises RepositoryRenamed, RepositoryArchived. Ask it after `allow`: it tells the new name."""
        if self.is_by_old_name:
            raise RepositoryRenamed(self.name.familiar, self.repository.familiar_name)
        if self.repository is not None and self.repository.is_archived:
            raise RepositoryArchived(self.name.familiar)


def rights(actor, name: names.Name) -> Rights:
    """One query, and a second where nothing has that name. Raises Suspended.

    It creates nothing, and says nothing of what the actor may not see.
    """
    found = look_up(actor, name)
    if not actor.is_anonymous and not found.actor_is_active:
        raise Suspended
    if found.repository is None and found.namespace_id is not None:
        return by_old_name(actor, name, found.namespace_id) or judge(actor, name, found)
    return judge(actor, name, found)


def by_old_name(actor, name, namespace_id) -> Rights | None:
    """None too for what the actor may not pull: to them the name is as free as it looks."""
    found = look_up_old(actor, namespace_id, name)
    if found is None:
        return None
    answer = judge(actor, found.repository.parsed_name, found)
    return replace(answer, name=name) if answer.allow(Action.PULL) else None


def judge(actor, name, found) -> Rights:
    ceiling = actor.ceiling_at(name.full)
    actions = of_role(found, name) & allowed_by(actor, ceiling)
    if ceiling == Scope.PUBLIC_READ and (
        found.repository is None or found.repository.is_private
    ):
        actions = NOTHING
    return Rights(
        name,
        found.repository if actions else None,
        actions,
        found.namespace_id if actions else None,
    )


def allowed_by(actor, ceiling):
    """The credential's part, whatever the role."""
    withheld = (WITHHELD[Withheld(each)] for each in actor.withheld)
    return CEILING_ALLOWS[ceiling].difference(*withheld)


def require_active(actor):
    """Raise Suspended unless whoever is behind the credential is still let in."""
    behind = User.objects.filter(pk=actor.user_id, is_active=True)
    if actor.organisation_id is not None:
        behind = Namespace.objects.active().filter(pk=actor.organisation_id)
    if not behind.exists():
        raise Suspended


def of_role(found, name):
    if found.namespace_id is None:
        return NOTHING
    if found.is_owner or (found.user_is_staff and name.namespace == names.LIBRARY):
        return EVERYTHING
    if found.is_manager:
        return EVERYTHING - {Action.OWN}
    if found.repository is None:
        return NOTHING
    granted = ROLE_ALLOWS[Role(found.role)] if found.role else NOTHING
    return granted if found.repository.is_private else granted | {Action.PULL}


def find_repository(actor, name: names.Name, action=Action.PULL) -> Repository:
    """Raises RepositoryHidden, or Refused when it may be seen but not this."""
    answer = rights(actor, name)
    if answer.repository is None or not answer.allow(Action.PULL):
        raise RepositoryHidden(name.full)
    if not answer.allow(action):
        raise Refused(actor, name.full, action)
    return answer.repository


def visible_repositories(actor):
    """Every repository the actor may pull, and none other; what searches, lists and catalogs start from."""
    repositories = Repository.objects.existing()
    if not actor.sees_private:
        return repositories.public()
    return repositories.filter(Q(is_private=False) | theirs(actor))


def theirs(actor) -> Q:
    """What the actor was invited to or owns, as far as their credential is for it."""
    found = in_owned(actor, "namespace")
    if actor.user_id is not None:
        found |= granted_to(actor)
    return found & within(actor.only) if actor.is_limited else found


def within(only) -> Q:
    """As hub.oci.patterns.match, for a queryset."""
    found = Q(pk__in=[])
    for pattern in only:
        is_beginning = pattern.endswith(patterns.REST)
        lookup = "full_name__startswith" if is_beginning else "full_name"
        found |= Q(**{lookup: pattern.removesuffix(patterns.REST)})
    return found


def listed_repositories(actor):
    """Those to show in lists: empty and archived ones only to those who may push to them or were invited."""
    if actor.is_anonymous:
        return visible_repositories(actor).offered()
    if not actor.sees_private:
        return visible_repositories(actor).filter(OFFERED | theirs(actor))
    # What is theirs is both visible and listed: it is asked once.
    offered = OFFERED & Q(is_private=False)
    return Repository.objects.existing().filter(offered | theirs(actor))


def granted_to(actor):
    """A condition on repositories: whether anything is granted there to the actor, or to a team of theirs."""
    own, of_teams = own_grants(actor).order_by(), team_grants(actor).order_by()
    # One subquery, so that the database may begin with it.
    granted = own.values("repository").union(of_teams.values("repository"))
    return Q(OneOf("pk", Few(granted)))


def own_grants(actor):
    return Grant.objects.filter(user=actor.user_id)


def team_grants(actor):
    """A team gives something in its own namespace only."""
    return Grant.objects.filter(
        team__memberships__user=actor.user_id,
        team__namespace=F("repository__namespace"),
    )


def owned_namespaces(actor):
    """Where the actor may create repositories, as far as their role goes; the ceiling is asked beside it.

    Editors own what is in a namespace as its owners do. Staff are the owners of the official images.
    """
    return Namespace.objects.filter(in_owned(actor, "pk"))


def in_owned(actor, field) -> Q:
    """Each half begins with the few rows of the actor: the database need not ask for every namespace whether it is theirs."""
    if actor.organisation_id is not None:
        own = Namespace.objects.active().filter(pk=actor.organisation_id)
        return Q(OneOf(field, Few(own.values("pk"))))
    managed = Membership.objects.filter(user=actor.user_id, role__in=MANAGING)
    managed = managed.filter(namespace__in=Namespace.objects.active())
    staff = User.objects.filter(pk=actor.user_id, is_staff=True)
    official = Namespace.objects.active().filter(Exists(staff), name=names.LIBRARY)
    return Q(OneOf(field, Few(managed.values("namespace")))) | Q(
        OneOf(field, Few(official.values("pk")))
    )


def role_in(namespace, actor) -> str:
    """What the actor is in a namespace, a Membership.Role; empty for strangers."""
    if actor.user_id is None:
        return ""
    staff = User.objects.filter(pk=actor.user_id, is_staff=True)
    if namespace.is_library and staff.exists():
        return Membership.Role.OWNER
    mine = namespace.memberships.filter(user=actor.user_id)
    return mine.values_list("role", flat=True).first() or ""


def may_create(actor) -> bool:
    """Whether the actor's credential may create repositories in namespaces of theirs."""
    return Action.PUSH in allowed_by(actor, actor.ceiling) and not actor.is_anonymous
