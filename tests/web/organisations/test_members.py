"""The page of who is in an organisation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub.accounts import access_tokens, credentials, organisation_tokens, profiles
from hub.accounts import services as accounts
from hub.accounts.models import AccessToken, User
from hub.namespaces.models import Membership
from tests.harbour import join
from tests.web.reading import Page, read
from tests.world import by, person

pytestmark = pytest.mark.django_db

URL = "/harbour/-/members/"
OWNER, EDITOR, MEMBER = Membership.Role


@pytest.fixture
def signed_in(client, world, harbour):
    client.force_login(world.alice)
    return client


@pytest.mark.parametrize("who", [None, "dora"])
def test_strangers_do_not_see_who_is_in_it(client, harbour, who):
    if who:
        client.force_login(person(who))

    assert client.get(URL).status_code == 403
    assert client.get(f"{URL}charlie/remove/").status_code == 403
    assert URL not in read(client, "/harbour/").links


@pytest.mark.parametrize("address", ["/alice/-/members/", "/nobody/-/members/"])
def test_only_organisations_have_it(signed_in, address):
    assert signed_in.get(address).status_code == 404


@pytest.mark.parametrize("who", ["bob", "charlie"])
def test_members_see_it_and_change_nothing(client, world, harbour, who):
    client.force_login(getattr(world, who))

    page = read(client, URL)
    assert "alice" in page.text
    assert "Change role" not in page.text
    assert "Two-factor" not in page.text
    assert "Active" not in page.text

    other = "charlie" if who == "bob" else "bob"
    changed = client.post(f"{URL}{other}/role/", {"role": "owner"})
    removed = client.post(f"{URL}{other}/remove/")
    assert (changed.status_code, removed.status_code) == (403, 403)
    assert harbour.role(getattr(world, other)) in (EDITOR, MEMBER)


@pytest.mark.parametrize("role", ["", "chief", "a\x00b"])
def test_it_refuses_what_is_no_role(signed_in, world, harbour, role):
    assert signed_in.post(f"{URL}bob/role/", {"role": role}).status_code == 422
    assert harbour.role(world.bob) == EDITOR


@pytest.mark.parametrize("what", ["role/", "remove/"])
def test_whoever_is_not_in_it_cannot_be_changed(signed_in, what):
    person("dora")

    for name in ("dora", "nobody"):
        answer = signed_in.post(f"{URL}{name}/{what}", {"role": "owner"})
        assert answer.status_code == 404


def test_the_last_owner_is_told_to_name_another_first(signed_in, world, harbour):
    sentence = "alice is the last owner of harbour. Make somebody else an owner first."

    less = signed_in.post(f"{URL}alice/role/", {"role": "member"})
    gone = signed_in.post(f"{URL}alice/remove/")

    for answer in (less, gone):
        assert answer.status_code == 422
        assert sentence in Page(answer).text
    assert harbour.role(world.alice) == OWNER


def test_an_owner_changes_roles(signed_in, world, harbour):
    answer = signed_in.post(f"{URL}charlie/role/", {"role": "owner"}, follow=True)

    assert "charlie is Owner now." in Page(answer).text
    assert harbour.role(world.charlie) == OWNER


def test_it_asks_before_it_removes(signed_in, world, harbour):
    assert "Remove bob from harbour?" in read(signed_in, f"{URL}bob/remove/").text
    assert harbour.role(world.bob) == EDITOR

    assert signed_in.post(f"{URL}bob/remove/")["Location"] == URL
    assert harbour.role(world.bob) is None


def test_a_member_leaves(client, world, harbour):
    client.force_login(world.charlie)
    assert "Leave harbour?" in read(client, f"{URL}charlie/remove/").text

    answer = client.post(f"{URL}charlie/remove/")

    assert answer["Location"] == "/orgs/"
    assert harbour.role(world.charlie) is None


def test_it_filters_by_name_role_and_team(signed_in, world):
    def named(query):
        return [row.user.username for row in signed_in.get(URL + query).context["page"]]

    assert named("") == ["alice", "bob", "charlie"]
    assert named("?member=BO") == ["bob"]
    assert named("?role=member") == ["charlie"]
    assert named("?team=crew") == ["charlie"]
    assert named("?team=crew&role=owner") == []
    assert named("?role=chief&team=%00&page=x") == ["alice", "bob", "charlie"]
    assert "No member matches" in read(signed_in, f"{URL}?member=zz%00").text


def test_it_shows_what_members_call_themselves(signed_in, world):
    words = {"display_name": "Bob Berg", "about": "", "link": "", "place": ""}
    profiles.edit(user=world.bob, by=by(world.bob), **words)

    assert "bob Bob Berg Owner" in read(signed_in, URL).text


def test_whoever_was_deactivated_is_not_shown(signed_in, world):
    accounts.deactivate(user=world.bob, by=by(world.alice))

    assert "bob" not in read(signed_in, URL).text


def test_it_asks_a_fixed_number_of_questions(
    signed_in, harbour, django_assert_max_num_queries
):
    for number in range(5):
        one = join(harbour.organisation, person(f"mate-{number}"), MEMBER)
        harbour.crew.members.create(membership=one)

    with django_assert_max_num_queries(14):
        signed_in.get(URL)


def test_owners_see_on_which_day_somebody_was_last_here(signed_in, world, harbour):
    now, day = timezone.now(), timedelta(days=1)
    User.objects.filter(pk=world.bob.pk).update(last_login=now - 20 * day)
    token, _ = access_tokens.create_access_token(
        user=world.bob, label="ci", scope="repo:read"
    )
    AccessToken.objects.filter(pk=token.pk).update(last_used_at=now - 3 * day)
    of_organisation, _ = organisation_tokens.create(
        organisation=harbour.organisation,
        label="ci",
        scope="repo:read",
        repositories=["harbour/*"],
        by=by(world.bob),
    )
    credentials.note_use(of_organisation, credentials.Client("192.0.2.1"))

    text = read(signed_in, URL).text

    assert "Off today Leave" in text  # alice
    assert "Off 3 days ago Remove" in text  # bob, whatever machines of harbour do
    assert "Off never Remove" in text  # charlie
