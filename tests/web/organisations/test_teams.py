"""The pages of teams."""

import pytest

from hub.events.models import Event
from hub.namespaces.models import Team
from hub.repositories import services
from hub.repositories.models import Grant, Role
from tests.harbour import join
from tests.web.reading import Page, read
from tests.world import by, person, repository

pytestmark = pytest.mark.django_db

URL = "/harbour/-/teams/"
CREW = f"{URL}crew/"
CHANGES = [
    (URL, {"name": "new"}),
    (CREW, {"repository": "ledger", "role": "admin"}),
    (f"{CREW}repositories/base/role/", {"role": "admin"}),
    (f"{CREW}repositories/base/revoke/", {}),
    (f"{CREW}members/", {"username": "bob"}),
    (f"{CREW}members/charlie/remove/", {}),
    (f"{CREW}delete/", {}),
]


@pytest.fixture
def base(world, harbour):
    """A private repository that the crew may pull."""
    one = services.create(
        namespace=harbour.organisation,
        name="base",
        is_private=False,
        by=by(world.alice),
    )
    services.grant_to_team(
        repository=one, team=harbour.crew, role=Role.READ, by=by(world.alice)
    )
    return one


@pytest.fixture
def signed_in(client, world, harbour, base):
    client.force_login(world.alice)
    return client


def role_of(team, repository):
    found = Grant.objects.filter(team=team, repository=repository).first()
    return found and found.role


@pytest.mark.parametrize("who", [None, "dora", "bob", "charlie"])
def test_only_owners_change_anything(client, world, harbour, base, who):
    if who:
        client.force_login(person("dora") if who == "dora" else getattr(world, who))
    before = Event.objects.count()

    refused = [client.post(path, fields).status_code for path, fields in CHANGES]

    assert refused == [403] * len(CHANGES)
    assert Event.objects.count() == before


@pytest.mark.parametrize("who", [None, "dora"])
def test_strangers_do_not_see_them(client, harbour, who):
    if who:
        client.force_login(person(who))

    for path in (URL, CREW, f"{CREW}members/", f"{URL}nothing/"):
        assert client.get(path).status_code == 403


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "This field is required."),
        ("crew", "There is a team crew already."),
        ("no_no", "cannot be a name"),
        ("a\x00b", "Null characters"),
        ("x" * 5000, "at most 100 characters"),
    ],
)
def test_it_refuses_a_name(signed_in, name, words):
    response = signed_in.post(URL, {"name": name})

    assert response.status_code == 422
    assert words in " ".join(response.context["form"].errors["name"])
    assert Team.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "This field is required."),
        ("nothing", "There is no repository harbour/nothing."),
        ("alice/app", "There is no repository harbour/alice/app."),
        ("base", "harbour/base is in the list already."),
        ("a\x00b", "Null characters"),
    ],
)
def test_it_refuses_a_repository(signed_in, harbour, name, words):
    response = signed_in.post(CREW, {"repository": name, "role": "read"})

    assert response.status_code == 422
    assert words in " ".join(response.context["form"].errors["repository"])
    assert harbour.crew.grants.count() == 1


@pytest.mark.parametrize("role", ["", "owner", "a\x00b"])
def test_it_refuses_what_is_no_role(signed_in, harbour, base, role):
    added = signed_in.post(CREW, {"repository": "ledger", "role": role})
    changed = signed_in.post(f"{CREW}repositories/base/role/", {"role": role})

    assert (added.status_code, changed.status_code) == (422, 422)
    assert role_of(harbour.crew, base) == Role.READ


@pytest.mark.parametrize("name", ["", "nobody", "dora", "a\x00b"])
def test_it_takes_members_only(signed_in, harbour, name):
    person("dora")

    response = signed_in.post(f"{CREW}members/", {"username": name})

    assert response.status_code == 422
    assert harbour.crew.members.count() == 1


@pytest.mark.parametrize(
    "path",
    [
        f"{URL}nothing/",
        f"{CREW}repositories/nothing/role/",
        f"{CREW}repositories/ledger/revoke/",
        f"{CREW}members/bob/remove/",
        f"{URL}nothing/delete/",
    ],
)
def test_what_is_not_there_cannot_be_changed(signed_in, path):
    assert signed_in.post(path, {"role": "read"}).status_code == 404


def test_a_form_s_address_leads_to_its_page(signed_in):
    assert signed_in.get(f"{CREW}repositories/base/role/")["Location"] == CREW
    there = signed_in.get(f"{CREW}members/charlie/remove/")
    assert there["Location"] == f"{CREW}members/"


def test_an_owner_makes_one(signed_in, world, harbour, base):
    assert signed_in.post(URL, {"name": "Watch"})["Location"] == f"{URL}watch/"
    watch = Team.objects.get(name="watch")

    signed_in.post(f"{URL}watch/", {"repository": "harbour/ledger", "role": "write"})
    signed_in.post(f"{URL}watch/members/", {"username": "Charlie"})
    assert role_of(watch, harbour.ledger) == Role.WRITE
    assert "charlie" in read(signed_in, f"{URL}watch/members/").text

    signed_in.post(f"{URL}watch/repositories/ledger/role/", {"role": "admin"})
    assert role_of(watch, harbour.ledger) == Role.ADMIN
    signed_in.post(f"{URL}watch/repositories/ledger/revoke/")
    signed_in.post(f"{URL}watch/members/charlie/remove/")
    assert role_of(watch, harbour.ledger) is None
    assert not watch.members.exists()
    kinds = Event.objects.filter(namespace="harbour").order_by("pk")
    assert list(kinds.values_list("kind", flat=True))[-6:] == [
        "team.create",
        "grant.set",
        "team.add",
        "grant.set",
        "grant.revoke",
        "team.remove",
    ]


def test_it_asks_before_it_deletes(signed_in, harbour, base):
    text = read(signed_in, f"{CREW}delete/").text
    assert "Delete team crew? 1 repository is closed" in text
    assert Team.objects.exists()

    assert signed_in.post(f"{CREW}delete/")["Location"] == URL
    assert not Team.objects.exists()
    assert role_of(harbour.crew, base) is None


def test_a_member_sees_what_they_may_see_anyway(client, world, harbour, base):
    services.grant_to_team(
        repository=harbour.ledger, team=harbour.crew, role="read", by=by(world.alice)
    )
    dora = person("dora")
    join(harbour.organisation, dora, "member")

    client.force_login(dora)
    page = read(client, CREW)
    assert "harbour/base" in page.text
    assert "harbour/ledger" not in page.html
    assert "Add repository" not in page.text

    client.force_login(world.charlie)
    assert "harbour/ledger" in read(client, CREW).text
    korean = read(client, CREW, HTTP_ACCEPT_LANGUAGE="ko")
    assert "역할" in korean.text
    assert "Read" not in korean.text


def test_collaborators_are_people(signed_in, base):
    """The grant of a team is changed on its own page."""
    page = Page(signed_in.get("/harbour/base/settings/collaborators/"))

    assert page.status == 200
    assert "Nobody is added yet" in page.text


def test_lists_ask_a_fixed_number_of_questions(
    signed_in, world, harbour, django_assert_max_num_queries
):
    for number in range(5):
        one = repository(f"alice/app-{number}")
        one.namespace = harbour.organisation
        one.save()
        services.grant_to_team(
            repository=one, team=harbour.crew, role="read", by=by(world.alice)
        )
        mate = join(harbour.organisation, person(f"mate-{number}"), "member")
        harbour.crew.members.create(membership=mate)
        harbour.organisation.teams.create(name=f"team-{number}")

    for path in (URL, CREW, f"{CREW}members/"):
        with django_assert_max_num_queries(9):
            signed_in.get(path)
