"""The activity of a repository, a namespace and the hub."""

import csv

import pytest

from hub.events.models import Event
from hub.repositories import services, transfers, trash
from hub.repositories.models import Role
from tests.images import image, push
from tests.web.reading import read
from tests.world import by, person, repository

pytestmark = pytest.mark.django_db

OF_APP = "/alice/app/activity/"
OF_ALICE = "/alice/-/activity/"
OF_HUB = "/operators/activity/"


@pytest.fixture
def signed_in(client, world):
    push(world.app, image("1"), tag="1.0", by=by(world.bob))
    client.force_login(world.alice)
    return client


@pytest.mark.parametrize(
    ("who", "page", "status"),
    [
        (None, OF_APP, 403),
        ("charlie", OF_APP, 403),
        ("charlie", "/alice/notes/activity/", 404),
        ("bob", OF_ALICE, 403),
        ("alice", "/nobody/-/activity/", 404),
        (None, OF_HUB, 302),
        ("alice", OF_HUB, 404),
    ],
)
def test_it_is_not_for_strangers(client, world, who, page, status):
    if who:
        client.force_login(getattr(world, who))

    assert client.get(page).status_code == status
    assert client.get(f"{page}?format=csv").status_code == status


@pytest.mark.parametrize(
    "query",
    [
        *["kind=odd", "person=a%00b", "from=2026-02-31", "from=odd", "to=9999-12-31"],
        *["before=x", "before=-1", f"before={'9' * 30}", "before=²", "from=0001-01-01"],
        "repository=%27",
    ],
)
def test_odd_questions_are_answered(signed_in, query):
    assert signed_in.get(f"{OF_ALICE}?{query}").status_code == 200


def test_it_says_who_did_what(signed_in):
    text = read(signed_in, OF_APP).text

    assert "Tag pushed alice/app:1.0" in text
    assert "Collaborator added or changed alice/app bob, write" in text


def test_it_says_both_names_of_what_was_renamed_and_moved(client, world):
    services.rename(repository=world.app, name="boat", by=by(world.alice))
    transfer_to_bob(world)

    client.force_login(world.bob)
    taken = "Repository taken over bob/ship it was alice/boat"
    for page in ("/bob/ship/activity/", "/bob/-/activity/"):
        assert taken in read(client, page).text
    assert "it was alice/boat" in read(client, "/bob/-/activity/?format=csv").html
    client.force_login(world.alice)
    left = read(client, OF_ALICE).text
    assert "Repository given away alice/boat to bob" in left
    assert "Repository renamed alice/boat it was alice/app" in left
    assert "bob/ship" not in left


def transfer_to_bob(world):
    world.app.refresh_from_db()
    transfers.transfer(
        repository=world.app,
        namespace=world.bob.namespace,
        name="ship",
        by=by(world.alice),
    )


def test_recent_activity_follows_a_repository(client, world):
    alice = by(world.alice)
    services.archive(repository=world.notes, by=alice)
    services.unarchive(repository=world.notes, by=alice)
    services.rename(repository=world.app, name="boat", by=alice)
    transfer_to_bob(world)
    services.delete(repository=world.notes, by=alice)
    trash.restore(repository=world.notes, by=alice)

    client.force_login(world.alice)
    text = read(client, "/repositories/").text

    for sentence in (
        "alice renamed alice/app to alice/boat",
        "alice transferred alice/boat to bob",
        "alice archived alice/notes",
        "alice took alice/notes out of the archive",
        "alice deleted alice/notes",
        "alice restored alice/notes",
    ):
        assert sentence in text
    client.force_login(world.bob)
    text = read(client, "/repositories/").text
    assert "alice transferred alice/boat here, as bob/ship" in text


def test_it_is_of_one_repository(signed_in):
    assert "alice/notes" not in read(signed_in, OF_APP).text
    assert "alice/notes" in read(signed_in, OF_ALICE).text


def test_it_says_where_from_to_whoever_administers(client, world):
    client.force_login(world.alice)
    client.post("/alice/app/settings/", {"description": "new"}, REMOTE_ADDR="192.0.2.7")

    assert Event.objects.last().address == "192.0.2.7"
    assert "192.0.2.7" in read(client, OF_APP).text
    client.force_login(world.bob)
    assert "192.0.2.7" not in read(client, OF_APP).text
    assert "192.0.2.7" not in read(client, f"{OF_APP}?format=csv").html


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("kind=tag.push", "alice/app:1.0", "alice/notes"),
        ("person=Bob", "alice/app:1.0", "alice/notes"),
        ("person=nobody", "Nothing matches", "alice/notes"),
        ("repository=notes", "alice/notes", "alice/app:1.0"),
        ("repository=alice/notes", "alice/notes", "alice/app:1.0"),
        ("to=2020-01-01", "Nothing matches", "alice/notes"),
        ("from=2020-01-01", "alice/app:1.0", "Nothing matches"),
    ],
)
def test_it_is_narrowed(signed_in, query, shown, hidden):
    rows = read(signed_in, f"{OF_ALICE}?{query}").text

    assert shown in rows
    assert hidden not in rows


def test_it_goes_back_by_key(signed_in, world):
    for number in range(60):
        services.grant(
            repository=world.app,
            user=world.charlie,
            role=[Role.READ, Role.WRITE][number % 2],
            by=by(world.alice),
        )

    page = read(signed_in, OF_APP)
    older = next(link for link in page.links if "before=" in link)

    assert "Repository created alice/app" not in page.text
    assert "Repository created alice/app" in read(signed_in, OF_APP + older).text


def test_a_file_holds_no_formula(signed_in, world):
    Event.objects.create(kind="token.create", namespace="alice", data={"label": "=1+1"})

    answer = signed_in.get(f"{OF_ALICE}?format=csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(answer.content.decode().splitlines()))
    assert rows[0]["detail"] == "'=1+1"
    assert {"tag.push", "repository.create"} <= {row["kind"] for row in rows}


def test_operators_see_all_of_it(client, world):
    client.force_login(person("chief", is_staff=True, is_superuser=True))

    text = read(client, OF_HUB).text

    assert "Account created charlie" in text
    assert "alice/notes" in text


def test_it_asks_a_fixed_number_of_questions(signed_in, django_assert_num_queries):
    with django_assert_num_queries(6):
        signed_in.get(OF_ALICE)
    repository("alice/more")
    with django_assert_num_queries(6):
        signed_in.get(OF_ALICE)


def test_an_archived_one_shows_its_own(signed_in, world):
    services.archive(repository=world.app, by=by(world.alice))

    assert "Repository archived" in read(signed_in, OF_APP).text


@pytest.mark.parametrize("query", ["", "?format=csv"])
def test_owners_are_not_told_where_outsiders_were(signed_in, world, query):
    for who, address in (("charlie", "192.0.2.77"), ("alice", "192.0.2.5")):
        Event.objects.create(
            kind="invitation.decline",
            actor=getattr(world, who),
            namespace="alice",
            address=address,
            data={"decision": "for operators"},
        )

    text = signed_in.get(OF_ALICE + query).content.decode()

    assert "192.0.2.5" in text
    assert "192.0.2.77" not in text
