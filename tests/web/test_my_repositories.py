"""Where was I: mine, and what others share with me."""

import re

import pytest
from django.utils import timezone

from hub.events.record import THE_HUB
from hub.namespaces import services as namespaces
from hub.namespaces.models import Namespace
from hub.repositories import services
from hub.repositories.models import Repository, Role
from tests.images import image, push
from tests.web.reading import read
from tests.world import by, person, repository

MINE = "/repositories/"
SHARED = "/repositories/shared/"


@pytest.fixture
def alice(client, world):
    push(world.app, image("app", layers=[b"x" * 9000]), tag="1.0", by=by(world.alice))
    client.force_login(world.alice)
    return world.alice


def listed(client, query):
    """The names in the list, which stands before the activity beside it."""
    html = read(client, f"{MINE}?{query}").html.partition("<aside")[0]
    return re.findall(r"<strong>(.+?)</strong>", html)


@pytest.mark.parametrize("address", [MINE, SHARED])
def test_it_sends_a_stranger_to_sign_in(client, db, address):
    assert client.get(address)["Location"].startswith("/account/sign-in/?next=")


def test_it_lists_mine_with_tags_and_size(client, alice):
    page = read(client, MINE)

    assert {"/alice/app/", "/alice/notes/"} <= set(page.links)
    assert "9.3 kB" in page.text


def test_it_lists_nothing_of_others(client, world):
    client.force_login(world.bob)

    assert "/alice/notes/" not in read(client, MINE).links


def test_it_shows_how_much_of_the_allowance_is_used(client, alice):
    text = read(client, MINE).text

    assert "1 of 1 used" in text
    assert "ask the operator" in text


def test_it_shows_no_limit_where_there_is_none(client, alice):
    Namespace.objects.filter(name="alice").update(
        has_unlimited_private_repositories=True
    )

    assert "1 used, no limit" in read(client, MINE).text


def test_it_says_how_to_begin(client, world):
    client.force_login(world.charlie)

    assert "docker push testserver/charlie/app:1.0" in read(client, MINE).copies


def test_it_filters_by_name_and_visibility(client, alice):
    assert "notes" not in listed(client, "name=app")
    assert "app" not in listed(client, "visibility=private")
    assert "notes" in listed(client, "visibility=private")
    nothing = read(client, MINE + "?name=zzz")
    assert "No repository matches" in nothing.text
    assert nothing.html.count('value="zzz"') == 1  # not in the search of the header


def test_it_sorts_by_size(client, alice):
    small = repository("alice/aaa")
    push(small, image("small"), tag="1", by=by(alice))

    page = read(client, MINE + "?sort=size")

    assert page.links.index("/alice/app/") < page.links.index("/alice/aaa/")


def test_it_tells_what_happened(client, alice):
    assert "alice pushed 1.0 to alice/app" in read(client, MINE).text


def test_it_leaves_out_what_is_deleted(client, alice, world):
    services.delete(repository=world.notes, by=by(alice))

    assert "0 of 1 used" in read(client, MINE).text


def suspend(name):
    namespaces.deactivate(
        namespace=Namespace.objects.get(name=name), by=THE_HUB, reason="Malware."
    )


def test_it_says_why_a_namespace_is_suspended(client, alice):
    suspend("alice")

    page = read(client, MINE)

    assert page.status == 200
    assert "alice is suspended. Malware. Nobody sees or pulls" in page.text


def test_it_tells_members_of_a_suspended_organisation_and_nobody_else(
    client, world, harbour
):
    suspend("harbour")

    for who, is_told in ((world.charlie, True), (person("nora"), False)):
        client.force_login(who)
        assert ("harbour is suspended." in read(client, MINE).text) == is_told, who


def test_staff_choose_between_their_own_and_the_official_images(client, db):
    client.force_login(person("oskar", is_staff=True))
    repository("library/nginx")

    assert "/_/nginx/" not in read(client, MINE).links
    assert "/_/nginx/" in read(client, MINE + "?namespace=library").links


def test_nobody_chooses_a_namespace_of_somebody_else(client, alice):
    repository("bob/tools")

    assert "/bob/tools/" not in read(client, MINE + "?namespace=bob").links


@pytest.mark.parametrize(
    "query",
    [
        "name=%00",
        "page=-1",
        "page=" + "9" * 30,
        "sort=%00",
        "namespace=%00",
        "visibility=x",
    ],
)
def test_it_answers_whatever_the_address_says(client, alice, query):
    assert client.get(f"{MINE}?{query}").status_code == 200


def test_it_shows_what_is_shared_with_me_and_what_i_may(client, world):
    client.force_login(world.bob)

    page = read(client, SHARED)

    assert {"/alice/app/", "/alice/notes/"} <= set(page.links)
    assert "pull and push" in page.text


def test_it_shows_nothing_shared_that_was_taken_back(client, world):
    services.revoke(grant=world.notes.grants.get(), by=by(world.alice))
    client.force_login(world.bob)

    assert "/alice/notes/" not in read(client, SHARED).links


def test_it_says_when_nothing_is_shared(client, world):
    client.force_login(world.charlie)

    assert "Nobody shares a repository with you yet" in read(client, SHARED).text


def test_it_says_that_what_is_empty_is_hidden_from_others(client, world):
    hidden = "1 empty repository is hidden from the searches and lists of others"
    client.force_login(world.alice)
    assert hidden in read(client, MINE).text

    Repository.objects.filter(pk=world.app.pk).update(pushed_at=timezone.now())
    assert hidden not in read(client, MINE).text


def test_it_asks_as_much_for_many_as_for_one(client, alice, django_assert_num_queries):
    for number in range(5):
        repository(f"alice/more-{number}")

    with django_assert_num_queries(13):
        client.get(MINE)


def test_it_asks_as_much_for_many_shared(client, world, django_assert_num_queries):
    client.force_login(world.bob)

    with django_assert_num_queries(4):
        client.get(SHARED)


@pytest.mark.parametrize(
    ("own", "of_team", "words"),
    [
        (None, "read", "pull No image"),
        ("read", "write", "pull and push No image"),
        ("admin", "read", "pull, push, delete and change settings No image"),
    ],
)
def test_it_lists_once_what_a_team_shares(client, world, harbour, own, of_team, words):
    ledger, alice = harbour.ledger, by(world.alice)
    services.grant_to_team(repository=ledger, team=harbour.crew, role=of_team, by=alice)
    if own:
        services.grant(repository=ledger, user=world.charlie, role=own, by=alice)
    client.force_login(world.charlie)

    page = read(client, SHARED)

    assert page.links.count("/harbour/ledger/") == 1
    assert words in page.text


def test_what_an_editor_has_anyway_is_not_shared(client, world, harbour):
    services.grant(
        repository=harbour.ledger, user=world.bob, role=Role.READ, by=by(world.alice)
    )
    client.force_login(world.bob)

    assert "/harbour/ledger/" not in read(client, SHARED).links


def test_its_activity_leads_to_nothing_that_is_gone(client, alice, world):
    assert "/alice/notes/" in activity(client)

    services.delete(repository=world.notes, by=by(alice))

    told = activity(client)
    assert "/alice/notes/" not in told
    assert "alice deleted alice/notes" in re.sub(r"<[^>]+>", "", told)


def activity(client):
    return read(client, MINE).html.partition("Recent activity")[2]
