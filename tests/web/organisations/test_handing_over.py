"""Giving an organisation to another member in one step."""

import pytest

from hub.accounts import services as accounts
from hub.events.models import Event
from hub.namespaces import members
from hub.namespaces.errors import LastOwner
from tests.web.reading import Page, read
from tests.world import by, person

pytestmark = pytest.mark.django_db

URL = "/harbour/-/hand-over/"


@pytest.fixture
def signed_in(client, world, harbour):
    client.force_login(world.alice)
    return client


def hand_over(client, **fields):
    data = {"username": "bob", "afterwards": "editor", "confirmation": "harbour"}
    return client.post(URL, data | fields)


@pytest.mark.parametrize("who", [None, "dora", "bob", "charlie"])
def test_it_is_the_owners_alone(client, world, harbour, who):
    if who:
        client.force_login(person("dora") if who == "dora" else getattr(world, who))

    assert client.get(URL).status_code == 403
    assert hand_over(client).status_code == 403


def test_the_official_images_stay_with_the_operators(client):
    client.force_login(person("chief", is_staff=True, is_superuser=True))

    assert client.get("/library/-/hand-over/").status_code == 403
    assert "/library/-/hand-over/" not in read(client, "/library/-/settings/").links


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("username", "", "This field is required."),
        ("username", "alice", "Name somebody else"),
        ("username", "dora", "dora is no member of harbour. Invite them first."),
        ("username", "a\x00b", "Null characters"),
        ("afterwards", "owner", "Select a valid choice."),
        ("confirmation", "Harbour", "That is not the name. Nothing was changed."),
    ],
)
def test_it_refuses(signed_in, world, harbour, field, value, words):
    person("dora")

    answer = hand_over(signed_in, **{field: value})

    assert answer.status_code == 422
    assert words in Page(answer).text
    assert (harbour.role(world.alice), harbour.role(world.bob)) == ("owner", "editor")


@pytest.mark.parametrize("role", ["editor", "member"])
def test_another_owns_it_and_one_steps_down(signed_in, world, harbour, role):
    assert URL in read(signed_in, "/harbour/-/settings/").links
    answer = hand_over(signed_in, username="Charlie", afterwards=role)

    assert answer["Location"] == "/harbour/-/members/"
    assert "charlie owns harbour now." in read(signed_in, answer["Location"]).text
    assert (harbour.role(world.charlie), harbour.role(world.alice)) == ("owner", role)
    assert Event.objects.filter(kind="member.role").count() == 2


def test_another_owns_it_and_one_leaves(signed_in, world, harbour):
    assert hand_over(signed_in, afterwards="leave")["Location"] == "/orgs/"

    assert harbour.role(world.bob) == "owner"
    assert harbour.role(world.alice) is None


def test_nobody_steps_down_for_one_who_is_suspended(world, harbour):
    accounts.deactivate(user=world.bob, by=by(world.alice))

    with pytest.raises(LastOwner):
        members.hand_over(
            membership=harbour.membership(world.alice),
            to=harbour.membership(world.bob),
            role="member",
            by=by(world.alice),
        )
    assert (harbour.role(world.alice), harbour.role(world.bob)) == ("owner", "editor")
