"""The world tests share: Alice owns it, Bob works on it, Charlie must not see it.

`alice/app` is public; `alice/notes` is private and uses up what Alice may have. Bob may push to both. Take the fixture
`world`, or build what a test needs from `person` and `repository`.
"""

from dataclasses import dataclass
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password

from hub.accounts.models import User
from hub.accounts.services import sign_up
from hub.events.record import By
from hub.namespaces.models import Membership, Namespace
from hub.namespaces.services import claim
from hub.repositories import services
from hub.repositories.models import Repository, Role

PASSWORD = "ferry-timetable-9"


@dataclass(frozen=True)
class World:
    alice: User
    bob: User
    charlie: User
    app: Repository
    notes: Repository


def build() -> World:
    alice, bob, charlie = person("alice"), person("bob"), person("charlie")
    app = repository("alice/app", description="Web front end for the ferry timetable")
    notes = repository("alice/notes", is_private=True)
    for one in (app, notes):
        services.grant(repository=one, user=bob, role=Role.WRITE, by=by(alice))
    return World(alice, bob, charlie, app, notes)


def person(name, **fields) -> User:
    """Somebody who signs in with PASSWORD, and with `name`@mail.example."""
    user = sign_up(username=name, email=f"{name}@mail.example", password=None, **fields)
    # Hashed once for all of them: what is slow on purpose would be most of the run.
    user.password = hashed_password()
    User.objects.filter(pk=user.pk).update(password=user.password)
    return user


def repository(full_name, **fields) -> Repository:
    """`alice/app`, made by Alice, who has signed up before."""
    namespace, _, name = full_name.partition("/")
    owner = Namespace.objects.get(name=namespace)
    return services.create(
        namespace=owner, name=name, by=By(owner.owner_id, "session"), **fields
    )


def organisation(name, owner) -> Namespace:
    kind, role = Namespace.Kind.ORGANISATION, Membership.Role.OWNER
    made = claim(name=name, kind=kind)
    Membership.objects.create(namespace=made, user=owner, role=role)
    return made


def by(user) -> By:
    return By(user.pk, "session")


@cache
def hashed_password():
    return make_password(PASSWORD)


@pytest.fixture
def world(db) -> World:
    return build()
