"""Who may what, at every address of the hub: permission_rows.py is the table, and this walks it over HTTP.

Whoever may not see a private repository gets for it the very bytes of one that does not exist: but for the request's
id and the name that was asked, nothing is left out of the comparison.
"""

import re
import uuid
from dataclasses import dataclass
from http.client import HTTPConnection

import jwt
import pytest
from django.conf import settings
from django.db import transaction
from django.urls import get_resolver

from hub.access import actors, scopes, tokens
from hub.accounts import organisation_tokens
from hub.accounts.access_tokens import create_access_token
from hub.accounts.credentials import Client, Credential, match
from hub.accounts.models import AccessToken, DockerLogin, Scope, User
from hub.accounts.services import deactivate
from hub.accounts.sessions import SessionStore
from hub.content import uploads
from hub.content.models import Manifest, RepositoryBlob, Tag, Upload
from hub.events.models import Event
from hub.events.record import THE_HUB
from hub.namespaces import organisations
from hub.namespaces import services as namespaces
from hub.namespaces.models import Membership, Namespace, Team, TeamMember
from hub.oci import digests, media_types
from hub.repositories import services
from hub.repositories.models import Grant, Repository, Role
from tests import permission_rows as rows
from tests.images import Image, push, store
from tests.registry_api.wire import Registry, basic_value
from tests.world import PASSWORD, by, person, repository

MAY = rows.table()
BY_ORGANISATION = rows.table(rows.MAY_BY_ORGANISATION)
EVERYBODY = MAY | BY_ORGANISATION
VISIBILITIES = ("public", "private", "missing")
# Of one length, so that no Content-Length can differ for it.
NAMES = {"public": "public", "private": "ledger", "missing": "absent"}
PEOPLE = {
    "owner": "harbour",
    "admin": "adam",
    "writer": "wanda",
    "reader": "rita",
    "editor": "edda",
    "member": "mila",
    "crew": "cora",
    "stranger": "sten",
    "suspended": "susan",
}
ROLES = {
    "admin": Role.ADMIN,
    "writer": Role.WRITE,
    "reader": Role.READ,
    "suspended": Role.ADMIN,
}
ORGANISATION = "openharbour"
MEMBERS = {
    "editor": Membership.Role.EDITOR,
    "member": Membership.Role.MEMBER,
    "crew": Membership.Role.MEMBER,
}
TOKENS = [str(scope) for scope in Scope]
# To a page, all of these are nobody in particular.
NOBODY = ["anonymous", "suspended", *TOKENS, *BY_ORGANISATION]
CSRF = "c" * 32
ONE = Image(rows.INDEX, media_types.OCI_INDEX)
BASE = b"a base layer"


class Harbour:
    """A namespace with a public and a private repository, and everybody who is somebody to them."""

    @transaction.atomic
    def __init__(self, hub, namespace):
        self.hub = hub
        self.namespace = namespace
        self.people = {actor: person(name) for actor, name in PEOPLE.items()}
        self.owner = self.people["owner"]
        # The owners of the official images are the operators.
        User.objects.filter(pk=self.owner.pk).update(is_staff=namespace == "library")
        if namespace == ORGANISATION:
            organisations.create(name=namespace, user=self.owner, by=by(self.owner))
        self.source = repository("harbour/source")
        store(self.source, BASE)
        self.team = self.build_team()
        self.built = {}
        self.build()
        callers = EVERYBODY if namespace == ORGANISATION else MAY
        self.callers = {actor: Caller(self, actor) for actor in callers}
        deactivate(user=self.people["suspended"], by=THE_HUB)

    def build_team(self):
        namespace = Namespace.objects.get(name=self.namespace)
        memberships = {
            actor: Membership.objects.create(
                namespace=namespace, user=self.people[actor], role=role
            )
            for actor, role in MEMBERS.items()
        }
        team = Team.objects.create(namespace=namespace, name="crew")
        TeamMember.objects.create(team=team, membership=memberships["crew"])
        return team

    @transaction.atomic
    def build(self, spent=VISIBILITIES):
        """Anew what a request has spent. In one transaction: each waits for the disk."""
        kept = [one for what, one in self.built.items() if what not in spent]
        ours = Repository.objects.filter(namespace__name=self.namespace)
        ours.exclude(pk__in=[self.source.pk, *kept]).delete()
        for visibility in spent:
            if visibility != "missing":
                self.built[visibility] = self.build_one(visibility)

    def build_one(self, visibility):
        one = repository(
            self.name(visibility),
            is_private=visibility == "private",
            description="a few words",
        )
        grants = [{"user": self.people[who], "role": ROLES[who]} for who in ROLES]
        grants.append({"team": self.team, "role": Role.WRITE})
        Grant.objects.bulk_create(Grant(repository=one, **grant) for grant in grants)
        push(one, ONE, tag="1.0", by=by(self.owner))
        store(one, rows.LOOSE)
        return one.pk

    def name(self, visibility):
        return f"{self.namespace}/{NAMES[visibility]}"

    def page(self, visibility):
        first = "_" if self.namespace == "library" else self.namespace
        return f"/{first}/{NAMES[visibility]}/"

    def upload(self, visibility, actor):
        """One under way, of whoever asks."""
        user = self.people.get(actor, self.owner)
        found = Repository.objects.filter(full_name=self.name(visibility)).first()
        if found is None:
            return uuid.uuid4()
        return uploads.start(repository=found, user_id=user.pk).pk

    def state(self):
        """What a refused request must not change."""
        kinds = (Grant, Tag, Manifest, RepositoryBlob, Upload, Event)
        repositories = Repository.objects.order_by("pk")
        return [
            list(
                repositories.values_list(
                    "full_name", "is_private", "description", "deleted_at"
                )
            ),
            *(
                list(kind.objects.order_by("pk").values_list("pk", flat=True))
                for kind in kinds
            ),
        ]

    def ask(self, actor, row, visibility):
        name = self.name(visibility)
        places = {
            "name": name,
            "page": self.page(visibility),
            "digest": ONE.digest,
            "source": self.source.full_name,
            "source_blob": digests.of(BASE),
        }
        if "{upload}" in row.path:
            places["upload"] = self.upload(visibility, actor)
        words = {b"%7Bname%7D": name, b"%7Bnamespace%7D": self.namespace}
        body = row.body
        for placeholder, word in words.items():
            body = body and body.replace(placeholder, word.encode())
        return self.callers[actor].send(
            row.method, row.path.format(**places), body, **row.headers
        )


class Caller:
    """What one actor shows: to the registry a token for every name, to a page the cookie of a session."""

    def __init__(self, harbour, actor):
        self.actor = actor
        self.user = harbour.people.get(actor, harbour.owner)
        self.is_anonymous = actor == "anonymous"
        self.name = "" if self.is_anonymous else self.user.username
        self.secret = token_of(self.user, actor) if actor in TOKENS else PASSWORD
        if actor in BY_ORGANISATION:
            self.name, self.secret = ORGANISATION, token_of_organisation(harbour, actor)
        self.registry = Registry(harbour.hub, self.name, secret=self.secret)
        self.bearer = self.token(harbour)
        self.cookies = [f"csrftoken={CSRF}"]
        if actor in PEOPLE:
            self.cookies.append(session_of(self.user))
        self.connection = HTTPConnection("localhost", harbour.hub.port, timeout=60)

    def token(self, harbour):
        """As `/token` makes it; without hashing a password, which is slow on purpose."""
        names = [harbour.name(visibility) for visibility in VISIBILITIES]
        asked = [f"repository:{name}:pull,push,delete" for name in names]
        asked += ["repository:harbour/source:pull", "registry:catalog:*"]
        actor = actors.ANONYMOUS
        if self.actor in [*TOKENS, *BY_ORGANISATION]:
            user = None if self.actor in BY_ORGANISATION else self.user
            here = Client("127.0.0.1")
            credential = match(user, self.name, self.secret, here)
            actor = actors.of_credential(credential)
        elif not self.is_anonymous:
            actor = actors.of_credential(Credential(self.user, "password"))
        return tokens.issue(actor, scopes.parse(asked))[0]

    def send(self, method, path, body=None, **headers):
        headers |= self.to_registry() if is_registry(path) else self.to_page()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        answer = Answer(response.status, response.getheaders(), response.read())
        assert answer.status < 500, f"{method} {path} as {self.actor}: {answer}"
        return answer

    def to_registry(self):
        return {"Authorization": f"Bearer {self.bearer}"}

    def to_page(self):
        headers = {"Cookie": "; ".join(self.cookies), "X-CSRFToken": CSRF}
        if self.actor in [*TOKENS, *BY_ORGANISATION]:
            headers["Authorization"] = basic_value(self.name, self.secret)
        return headers


@dataclass
class Answer:
    status: int
    headers: list
    body: bytes

    def without(self, name):
        """All of it, but for the request's id, the time of day and the name that was asked."""
        headers = dict(self.headers)
        request_id = headers.pop("X-Request-Id").encode()
        headers.pop("Date")
        body = self.body.replace(request_id, b"an id").decode()
        text = repr((self.status, sorted(headers.items()), body))
        return re.sub("expires=[^;]+", "", text).replace(name, "the name")


def token_of(user, scope):
    return create_access_token(user=user, label=scope, scope=scope)[1]


def token_of_organisation(harbour, actor):
    _, _, kind = actor.partition(":")
    return organisation_tokens.create(
        organisation=Namespace.objects.get(name=ORGANISATION),
        label=actor,
        scope=Scope.ADMIN if kind == "other" else Scope(f"repo:{kind}"),
        repositories=[f"{ORGANISATION}/{'other' if kind == 'other' else '*'}"],
        by=by(harbour.owner),
    )[1]


def session_of(user):
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def is_registry(path):
    return path.startswith(("/v1/", "/v2/", "/api/", "/token"))


def is_allowed(row, actor, visibility):
    if not is_registry(row.path):
        actor = "anonymous" if actor in NOBODY else actor
        if visibility == "missing":
            return False
    return rows.holds(EVERYBODY[actor][visibility], row.needs)


def expected(row, actor, visibility):
    """The status by the table."""
    if row.signs_in and actor in NOBODY:
        return 302
    if is_allowed(row, actor, visibility):
        return row.missing if visibility == "missing" else row.done
    if is_registry(row.path):
        return 401
    if actor in NOBODY:
        actor = "anonymous"
    return (
        404 if visibility == "missing" or EVERYBODY[actor][visibility] == "-" else 403
    )


def is_blind(row, actor):
    """Whether the actor may not even know that the private one is there."""
    if not is_registry(row.path) and actor in NOBODY:
        return True
    return EVERYBODY[actor]["private"] == "-"


@pytest.fixture
def harbour(hub, request):
    return Harbour(hub, getattr(request, "param", "harbour"))


# Every address has a row


def addresses(patterns, prefix=""):
    """The name of each address, with `_/` before those of official images."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if route == "admin/":
            yield route
        elif hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield ("_/" if route.startswith("_/") else "") + (pattern.name or route)


def test_every_address_has_a_row():
    known = rows.REPOSITORIES.keys() | rows.LISTS.keys() | rows.OPEN.keys()

    assert set(addresses(get_resolver().url_patterns)) == known


def test_the_table_is_complete():
    assert MAY.keys() == {*PEOPLE, "anonymous", *TOKENS}
    for actor in MAY:
        assert MAY[actor].keys() == set(VISIBILITIES)
        assert set(MAY[actor].values()) <= set(rows.LEVELS)


# Repositories


# Of the registry's, one that reads and one that makes: their addresses are the same otherwise.
LIBRARY_TOO = [rows.REGISTRY["manifest"][0], rows.REGISTRY["uploads"][0]]


def each_row():
    for address, wanted in rows.REPOSITORIES.items():
        for row in wanted:
            if not address.startswith("_/"):
                yield pytest.param("harbour", row, id=f"{row}")
            if address.startswith("_/") or row in LIBRARY_TOO:
                yield pytest.param("library", row, id=f"library: {row}")


@pytest.mark.parametrize(("harbour", "row"), list(each_row()), indirect=["harbour"])
def test_it_is_answered_by_the_table(harbour, row):
    cells = [(actor, visibility) for actor in MAY for visibility in VISIBILITIES]
    refused = [cell for cell in cells if not is_allowed(row, *cell)]
    before = harbour.state()

    answers = {(a, v): harbour.ask(a, row, v) for a, v in refused}
    if "{upload}" not in row.path:
        assert harbour.state() == before
    for actor, visibility in cells:
        if (actor, visibility) not in refused:
            answers[actor, visibility] = harbour.ask(actor, row, visibility)
            if row.spends:
                harbour.build([visibility])

    found = {cell: answer.status for cell, answer in answers.items()}
    assert found == {cell: expected(row, *cell) for cell in cells}
    assert_blind_to_the_private_one(row, answers)


def assert_blind_to_the_private_one(row, answers):
    """Private and missing are the same bytes to those who may not know that there is something."""
    blind = [actor for actor in MAY if is_blind(row, actor)]
    assert {"stranger", "anonymous", "suspended"} <= set(blind)
    for actor in blind:
        private = answers[actor, "private"].without(NAMES["private"])
        missing = answers[actor, "missing"].without(NAMES["missing"])
        assert private == missing, actor


@pytest.mark.parametrize("harbour", [ORGANISATION], indirect=True)
@pytest.mark.parametrize(
    "row",
    [row for wanted in rows.REGISTRY.values() for row in wanted]
    + rows.PAGES["repository"],
    ids=str,
)
def test_a_token_of_an_organisation_is_answered_by_its_table(harbour, row):
    cells = [(actor, v) for actor in BY_ORGANISATION for v in VISIBILITIES]
    before, answers = harbour.state(), {}

    for actor, visibility in cells:
        answers[actor, visibility] = harbour.ask(actor, row, visibility)
        if is_allowed(row, actor, visibility):
            if row.spends:
                harbour.build()
                before = harbour.state()
        elif "{upload}" not in row.path:
            assert harbour.state() == before

    found = {cell: answer.status for cell, answer in answers.items()}
    assert found == {cell: expected(row, *cell) for cell in cells}
    for actor in BY_ORGANISATION:
        if is_blind(row, actor):
            private = answers[actor, "private"].without(NAMES["private"])
            missing = answers[actor, "missing"].without(NAMES["missing"])
            assert private == missing, actor


@pytest.mark.parametrize("harbour", [ORGANISATION], indirect=True)
def test_a_token_of_an_organisation_finds_what_it_may_pull(harbour):
    for path in ("/v2/_catalog", "/v1/search?q=ledger"):
        answers = {a: harbour.callers[a].send("GET", path) for a in BY_ORGANISATION}

        listed = {a for a in answers if is_listed(harbour, answers[a], path)}

        assert listed == {"org:admin", "org:write", "org:read"}, path


@pytest.mark.parametrize("harbour", ["harbour"], indirect=True)
def test_in_a_deactivated_namespace_everything_is_missing(harbour):
    namespaces.deactivate(namespace=harbour.owner.namespace, by=THE_HUB)

    for wanted in (*rows.REGISTRY.values(), *rows.PAGES.values()):
        for row in wanted:
            for actor in MAY:
                public = harbour.ask(actor, row, "public")
                missing = harbour.ask(actor, row, "missing")

                assert public.without("public") == missing.without("absent"), (
                    row,
                    actor,
                )


# Lists


def is_listed(harbour, answer, path):
    name = harbour.name("private")
    wanted = f'"{name}"' if is_registry(path) else f'href="/{name}/'
    return wanted.encode() in answer.body


def each_list():
    for paths in rows.LISTS.values():
        for path in paths:
            is_of_all = path.startswith(f"/{ORGANISATION}/")
            yield pytest.param(ORGANISATION if is_of_all else "harbour", path, id=path)


def without_form_tokens(answer):
    return re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", answer.without("-"))


@pytest.mark.parametrize(("harbour", "path"), list(each_list()), indirect=["harbour"])
def test_a_list_has_nothing_that_the_caller_may_not_pull(harbour, path):
    """With the private one there, and without: who may not see it reads the same."""
    actors = [
        a
        for a in MAY
        if MAY[a]["private"] == "-" or (a in NOBODY and not is_registry(path))
    ]
    there = {actor: harbour.callers[actor].send("GET", path) for actor in actors}

    Repository.objects.filter(full_name=harbour.name("private")).delete()

    for actor in actors:
        gone = harbour.callers[actor].send("GET", path)
        assert not is_listed(harbour, there[actor], path), actor
        assert without_form_tokens(there[actor]) == without_form_tokens(gone), actor


SEE_IT = ["owner", "admin", "writer", "reader", "editor", "crew"]


@pytest.mark.parametrize(
    ("harbour", "path", "actors"),
    [
        ("harbour", "/v2/_catalog", [*SEE_IT, *TOKENS[1:]]),
        ("harbour", "/v1/search?q=ledger", [*SEE_IT, *TOKENS[1:]]),
        ("harbour", "/search/?q=ledger", SEE_IT),
        ("harbour", "/harbour/", SEE_IT),
        ("harbour", "/", ["owner", "editor"]),
        ("harbour", "/repositories/", ["owner"]),
        ("harbour", "/repositories/?namespace=harbour", ["owner", "editor"]),
        ("harbour", "/repositories/shared/", ["admin", "writer", "reader", "crew"]),
        (ORGANISATION, "/v2/_catalog", [*SEE_IT, *TOKENS[1:]]),
        (ORGANISATION, "/openharbour/", SEE_IT),
        (ORGANISATION, "/openharbour/-/teams/crew/", ["owner", "editor", "crew"]),
    ],
    indirect=["harbour"],
)
def test_a_list_has_what_the_caller_may_pull(harbour, path, actors):
    answers = {actor: harbour.callers[actor].send("GET", path) for actor in MAY}

    listed = {a for a in MAY if is_listed(harbour, answers[a], path)}

    assert listed == set(actors)


# Names that a repository had


@pytest.mark.parametrize(
    "row", [row for wanted in rows.REGISTRY.values() for row in wanted], ids=str
)
def test_an_old_name_is_to_some_as_if_it_had_never_been(harbour, row):
    for visibility in ("public", "private"):
        one = Repository.objects.get(full_name=harbour.name(visibility))
        services.rename(repository=one, name=f"new-{visibility}", by=THE_HUB)
    before = harbour.state()

    for actor in MAY:
        old = harbour.ask(actor, row, "private")
        public = harbour.ask(actor, row, "public")
        if is_blind(row, actor):
            missing = harbour.ask(actor, row, "missing")
            texts = [old.without("ledger"), missing.without("absent")]
            assert texts[0] == texts[1], actor
        for answer, visibility in ((old, "private"), (public, "public")):
            status = expected(row, actor, visibility)
            if row.needs != "pull" and status < 300:
                status = 403
            assert answer.status == status, (actor, visibility)
    if "{upload}" not in row.path:
        assert harbour.state() == before


def test_a_page_of_an_old_name_leads_on_or_is_not_there(harbour):
    for visibility in ("public", "private"):
        one = Repository.objects.get(full_name=harbour.name(visibility))
        services.rename(repository=one, name=f"new-{visibility}", by=THE_HUB)
    before = harbour.state()

    for row in (row for wanted in rows.PAGES.values() for row in wanted):
        for actor in MAY:
            old = harbour.ask(actor, row, "private")
            if is_blind(row, actor):
                missing = harbour.ask(actor, row, "missing")
                texts = [old.without("ledger"), missing.without("absent")]
                assert texts[0] == texts[1], (row, actor)
            else:
                assert old.status == (308 if row.method == "POST" else 301), (
                    row,
                    actor,
                )
    assert harbour.state() == before


# What has no address of its own


def test_a_token_tells_nothing_of_private_and_missing(harbour):
    def asked(actor, name):
        caller = harbour.callers[actor].registry
        answer = caller.log_in(f"repository:{name}:pull,push,delete,*")
        body = answer.json
        claims = jwt.decode(body["token"], options={"verify_signature": False})
        own = {"token", "access_token", "issued_at"}, {"jti", "iat", "nbf", "exp"}
        kept = [
            {k: v for k, v in d.items() if k not in left}
            for d, left in zip((body, claims), own, strict=True)
        ]
        return repr(kept).replace(name, "the name"), len(body["token"])

    for actor in ("stranger", "anonymous", "repo:public_read"):
        assert asked(actor, "harbour/ledger") == asked(actor, "harbour/absent"), actor


def test_what_is_anothers_is_as_if_it_were_not_there(harbour):
    harbour.callers["owner"].registry.log_in(offline_token="true")
    theirs = {
        "/account/tokens/{}/revoke/": AccessToken.objects.first().pk,
        "/account/tokens/docker-logins/{}/revoke/": DockerLogin.objects.get().pk,
    }

    for path, pk in theirs.items():
        nobodys = 9 * 10 ** (len(str(pk)) - 1)
        for actor in ("stranger", "admin", "anonymous"):
            one = harbour.callers[actor].send("POST", path.format(pk))
            none = harbour.callers[actor].send("POST", path.format(nobodys))

            assert one.without(f"/{pk}/") == none.without(f"/{nobodys}/")
    assert AccessToken.objects.live().count() == len(TOKENS)
    assert DockerLogin.objects.live().count() == 1


@pytest.mark.parametrize(
    "row", rows.REGISTRY["manifest"][:1] + rows.REGISTRY["uploads"][:1], ids=str
)
def test_basic_is_what_a_token_of_it_would_be(harbour, row):
    for actor in MAY.keys() - {"anonymous"}:
        caller = harbour.callers[actor]
        for visibility in VISIBILITIES:
            path = row.path.format(name=harbour.name(visibility))
            credentials = (caller.user.username, caller.secret)
            answer = caller.registry(row.method, path, basic=credentials)

            assert answer.status == expected(row, actor, visibility), (
                actor,
                visibility,
            )
            if row.spends:
                harbour.build([visibility])
