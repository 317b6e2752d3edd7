"""The one indexed query behind every decision: the repository, its namespace, and what the actor is to both.

It is written out because it runs on every request of the registry: building it with the ORM costs ten times what
the database needs to answer it. Names that repositories had are a second query, asked only where the first found none.
"""

from dataclasses import dataclass

from django.db import connection

from hub.accounts.models import User
from hub.namespaces.models import MANAGING, Membership, Namespace, TeamMember
from hub.repositories.models import Grant, Repository, RepositoryName, Role

COLUMNS = (
    *("id", "namespace_id", "full_name", "is_private"),
    *("pushed_at", "archived_at"),
)


@dataclass(frozen=True, slots=True)
class Found:
    repository: Repository | None
    namespace_id: int | None  # None: there is no such namespace, or it is not active
    role: str  # the widest that was granted, to the person or to a team of theirs
    is_owner: bool  # of the namespace the repository is in
    is_manager: bool  # of it; owners are
    actor_is_active: bool
    user_is_staff: bool


def active(namespace):
    return f"{namespace}.is_active AND {namespace}.kind <> '{Namespace.Kind.RESERVED}'"


# Narrow to wide, so that the widest is the highest number.
WIDTHS = {str(role): width for width, role in enumerate(Role, 1)}
WHEN = " ".join(f"WHEN '{role}' THEN {width}" for role, width in WIDTHS.items())
# A team gives something to members of its own namespace only.
OF_TEAMS = f"""
SELECT max(CASE tg.role {WHEN} END)
FROM {TeamMember._meta.db_table} t
JOIN {Grant._meta.db_table} tg ON tg.team_id = t.team_id
WHERE t.membership_id = m.id AND tg.repository_id = r.id
"""  # noqa: S608, made of the models' own names
REPOSITORY = ", ".join(f"r.{column}" for column in COLUMNS)
ASKED = f"""
SELECT n.id, g.role, ({OF_TEAMS}), m.role, u.is_active, u.is_staff, {REPOSITORY}
"""  # noqa: S608, made of the models' own names
PERSON = f"LEFT JOIN {User._meta.db_table} u ON u.id = %s"
ROLES = f"""
LEFT JOIN {Grant._meta.db_table} g ON g.repository_id = r.id AND g.user_id = u.id
LEFT JOIN {Membership._meta.db_table} m ON m.namespace_id = n.id AND m.user_id = u.id
"""
# A token of an organisation is an editor there and a stranger elsewhere, whoever made it.
ASKED_BY_TOKEN = f"""
SELECT n.id, NULL, NULL, CASE WHEN n.id = o.id THEN '{Membership.Role.EDITOR}' END, o.id IS NOT NULL, FALSE, {REPOSITORY}
"""  # noqa: S608, made of the models' own names
ORGANISATION = f"""
LEFT JOIN {Namespace._meta.db_table} o ON o.id = %s AND {active("o")}
"""


def by_name(asked, actor, roles=""):
    return f"""
{asked}
FROM (SELECT 1 AS one) AS always
{actor}
LEFT JOIN {Namespace._meta.db_table} n ON n.name = %s AND {active("n")}
LEFT JOIN {Repository._meta.db_table} r ON r.full_name = %s AND r.namespace_id = n.id AND r.deleted_at IS NULL
{roles}
"""  # noqa: S608, made of the models' own names


def by_old_name(asked, actor, roles=""):
    return f"""
{asked}
FROM {RepositoryName._meta.db_table} had
JOIN {Repository._meta.db_table} r ON r.id = had.repository_id AND r.deleted_at IS NULL
JOIN {Namespace._meta.db_table} n ON n.id = r.namespace_id AND {active("n")}
{actor}
{roles}
WHERE had.namespace_id = %s AND had.name = %s
"""  # noqa: S608, made of the models' own names


BY_NAME = by_name(ASKED, PERSON, ROLES)
BY_OLD_NAME = by_old_name(ASKED, PERSON, ROLES)
TOKEN_BY_NAME = by_name(ASKED_BY_TOKEN, ORGANISATION)
TOKEN_BY_OLD_NAME = by_old_name(ASKED_BY_TOKEN, ORGANISATION)


def look_up(actor, name) -> Found:
    question, who = BY_NAME, actor.user_id
    if actor.organisation_id is not None:
        question, who = TOKEN_BY_NAME, actor.organisation_id
    return found(row(question, who, name.namespace, name.full))


def look_up_old(actor, namespace_id, name) -> Found | None:
    """What was called so before; its namespace is the one it is in now."""
    question, who = BY_OLD_NAME, actor.user_id
    if actor.organisation_id is not None:
        question, who = TOKEN_BY_OLD_NAME, actor.organisation_id
    columns = row(question, who, namespace_id, name.name)
    return found(columns) if columns else None


def row(question, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(question, parameters)
        return cursor.fetchone()


def found(row) -> Found:
    namespace_id, own, of_teams, membership, is_active, is_staff, *columns = row
    return Found(
        repository=Repository.from_db(connection.alias, COLUMNS, columns)
        if columns[0] is not None
        else None,
        namespace_id=namespace_id,
        role=widest(own, of_teams),
        is_owner=membership == Membership.Role.OWNER,
        is_manager=membership in MANAGING,
        actor_is_active=bool(is_active),
        user_is_staff=bool(is_staff),
    )


def widest(own, of_teams):
    width = max(WIDTHS.get(own, 0), of_teams or 0)
    return next((role for role, one in WIDTHS.items() if one == width), "")
