"""The one indexed query behind every decision: the repository, its namespace, and what the person is to both.

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
    user_is_active: bool
    user_is_staff: bool


ACTIVE = f"n.is_active AND n.kind <> '{Namespace.Kind.RESERVED}'"
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
ASKED = f"""
SELECT n.id, g.role, ({OF_TEAMS}), m.role, u.is_active, u.is_staff, {", ".join(f"r.{column}" for column in COLUMNS)}
"""  # noqa: S608, made of the models' own names
ROLES = f"""
LEFT JOIN {Grant._meta.db_table} g ON g.repository_id = r.id AND g.user_id = u.id
LEFT JOIN {Membership._meta.db_table} m ON m.namespace_id = n.id AND m.user_id = u.id
"""
BY_NAME = f"""
{ASKED}
FROM (SELECT 1 AS one) AS always
LEFT JOIN {User._meta.db_table} u ON u.id = %s
LEFT JOIN {Namespace._meta.db_table} n ON n.name = %s AND {ACTIVE}
LEFT JOIN {Repository._meta.db_table} r ON r.full_name = %s AND r.namespace_id = n.id AND r.deleted_at IS NULL
{ROLES}
"""  # noqa: S608, made of the models' own names
BY_OLD_NAME = f"""
{ASKED}
FROM {RepositoryName._meta.db_table} had
JOIN {Repository._meta.db_table} r ON r.id = had.repository_id AND r.deleted_at IS NULL
JOIN {Namespace._meta.db_table} n ON n.id = r.namespace_id AND {ACTIVE}
LEFT JOIN {User._meta.db_table} u ON u.id = %s
{ROLES}
WHERE had.namespace_id = %s AND had.name = %s
"""  # noqa: S608, made of the models' own names


def look_up(user_id, name) -> Found:
    """`user_id` is None for nobody in particular."""
    return found(row(BY_NAME, user_id, name.namespace, name.full))


def look_up_old(user_id, namespace_id, name) -> Found | None:
    """What was called so before; its namespace is the one it is in now."""
    columns = row(BY_OLD_NAME, user_id, namespace_id, name.name)
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
        user_is_active=bool(is_active),
        user_is_staff=bool(is_staff),
    )


def widest(own, of_teams):
    width = max(WIDTHS.get(own, 0), of_teams or 0)
    return next((role for role, one in WIDTHS.items() if one == width), "")
