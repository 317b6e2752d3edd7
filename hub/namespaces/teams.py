"""Teams of an organisation. What is granted to them is kept with the repositories."""

from django.db import IntegrityError, transaction

from hub.events.record import record
from hub.namespaces.errors import TeamNameInvalid, TeamNameTaken
from hub.namespaces.models import Team, TeamMember
from hub.oci import names


@transaction.atomic
def create(*, namespace, name, by) -> Team:
    """Raises TeamNameInvalid, TeamNameTaken."""
    if not names.is_namespace(name):
        raise TeamNameInvalid(name)
    try:
        with transaction.atomic():
            team = Team.objects.create(namespace=namespace, name=name)
    except IntegrityError as error:
        raise TeamNameTaken(name) from error
    tell("team.create", team, by=by)
    return team


@transaction.atomic
def delete(*, team, by):
    """Its members keep what else they were given."""
    tell("team.delete", team, by=by)
    team.delete()


@transaction.atomic
def add(*, team, membership, by):
    """Whoever is in it already stays in it. Raises Membership.DoesNotExist for a member of another organisation."""
    membership = team.namespace.memberships.get(pk=membership.pk)
    _, is_new = TeamMember.objects.get_or_create(team=team, membership=membership)
    if is_new:
        tell("team.add", team, by=by, user=membership.user.username)


@transaction.atomic
def remove(*, member, by):
    user = member.membership.user.username
    tell("team.remove", member.team, by=by, user=user)
    member.delete()


def tell(kind, team, *, by, **data):
    record(kind, by=by, namespace=team.namespace.name, team=team.name, **data)
