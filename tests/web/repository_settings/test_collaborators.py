"""The page of those who share a repository."""

import pytest
from django.core import mail

from hub.accounts import services as accounts
from hub.events.models import Event
from hub.limits import Rate
from hub.repositories import services
from hub.repositories.models import Grant, Role
from tests.web.reading import Page, read
from tests.world import by, person

pytestmark = pytest.mark.django_db

URL = "/alice/app/settings/collaborators/"


@pytest.fixture
def signed_in(client, world):
    client.force_login(world.alice)
    return client


def role_of(user, repository):
    grant = Grant.objects.filter(user=user, repository=repository).first()
    return grant and grant.role


@pytest.mark.parametrize(
    ("username", "words"),
    [
        ("", "This field is required."),
        ("nobody", "Nobody here is called nobody."),
        ("library", "Nobody here is called library."),
        ("alice", "alice owns this repository already."),
        ("bob", "bob is a collaborator already."),
        ("a\x00b", "Null characters"),
        ("x" * 5000, "at most 100 characters"),
        ("1" + "0" * 30, "Nobody here is called"),
    ],
)
def test_it_refuses(signed_in, world, username, words):
    response = signed_in.post(URL, {"username": username, "role": "read"})

    assert response.status_code == 422
    assert words in " ".join(response.context["form"].errors["username"])
    assert world.app.grants.count() == 1


@pytest.mark.parametrize("role", ["", "owner", "a\x00b"])
def test_it_refuses_what_is_no_role(signed_in, world, role):
    added = signed_in.post(URL, {"username": "charlie", "role": role})
    changed = signed_in.post(f"{URL}bob/role/", {"role": role})

    assert (added.status_code, changed.status_code) == (422, 422)
    assert role_of(world.charlie, world.app) is None
    assert role_of(world.bob, world.app) == Role.WRITE


def test_whoever_was_deactivated_is_nobody_to_share_with(signed_in, world):
    accounts.deactivate(user=world.charlie, by=by(world.alice))

    response = signed_in.post(URL, {"username": "charlie", "role": "read"})

    assert "Nobody here is called charlie." in Page(response).text


@pytest.mark.parametrize("name", ["charlie", "nobody", "alice"])
@pytest.mark.parametrize("act", ["role", "remove"])
def test_only_a_collaborator_can_be_changed(signed_in, world, name, act):
    response = signed_in.post(f"{URL}{name}/{act}/", {"role": "admin"})

    assert response.status_code == 404
    assert world.app.grants.count() == 1


def test_somebody_is_added(signed_in, world):
    response = signed_in.post(URL, {"username": "Charlie", "role": "write"})

    assert response["Location"] == URL
    assert role_of(world.charlie, world.app) == Role.WRITE
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.actor, event.data) == (
        "grant.set",
        world.alice,
        {"user": "charlie", "role": "write"},
    )
    assert "charlie is a collaborator now." in Page(signed_in.get(URL)).text


def test_whoever_is_added_is_told_by_mail(signed_in, run_jobs):
    signed_in.post(URL, {"username": "charlie", "role": "write"})

    run_jobs()

    (message,) = mail.outbox
    assert message.to == ["charlie@mail.example"]
    assert message.subject == "alice/app is shared with you on Berth"
    assert "alice made charlie a collaborator of alice/app." in message.body
    assert "push to it and move its tags." in message.body
    assert "http://testserver/alice/app/" in message.body
    assert "/repositories/shared/alice/app/leave/" in message.body


def test_nobody_is_told_of_what_was_taken_back(signed_in, run_jobs):
    signed_in.post(URL, {"username": "charlie", "role": "read"})
    signed_in.post(f"{URL}charlie/remove/")

    run_jobs()

    assert mail.outbox == []


def test_nobody_is_told_for_ever(signed_in, world, settings, run_jobs):
    settings.HUB_LIMIT_MAIL = Rate(1, 3600)
    for name in ("app", "notes"):
        path = f"/alice/{name}/settings/collaborators/"
        added = signed_in.post(path, {"username": "charlie", "role": "read"})
        assert added.status_code == 302

    run_jobs()

    assert len(mail.outbox) == 1


def test_the_button_has_the_focus_again(signed_in):
    response = signed_in.post(f"{URL}bob/role/", {"role": "read"})

    page = Page(signed_in.get(response["Location"]))

    assert 'autofocus aria-label="Change role of bob"' in page.html
    assert "autofocus" not in Page(signed_in.get(URL)).html


def test_a_role_is_changed(signed_in, world):
    signed_in.post(f"{URL}bob/role/", {"role": "read"})

    assert role_of(world.bob, world.app) == Role.READ
    assert role_of(world.bob, world.notes) == Role.WRITE


def test_somebody_is_removed(signed_in, world):
    signed_in.post(f"{URL}bob/remove/")

    assert role_of(world.bob, world.app) is None
    assert role_of(world.bob, world.notes) == Role.WRITE
    assert Event.objects.order_by("pk").last().kind == "grant.revoke"
    assert "Nobody is added yet" in Page(signed_in.get(URL)).text


def test_an_administrator_who_leaves_is_led_away(client, world):
    services.grant(
        repository=world.app, user=world.bob, role=Role.ADMIN, by=by(world.alice)
    )
    client.force_login(world.bob)

    response = client.post(f"{URL}bob/remove/")

    assert response["Location"] == "/repositories/"
    assert client.get(URL).status_code == 403


def test_many_cost_no_more_questions_than_one(
    signed_in, world, django_assert_max_num_queries
):
    services.grant(
        repository=world.app, user=world.charlie, role=Role.READ, by=by(world.alice)
    )

    with django_assert_max_num_queries(8):
        signed_in.get(URL)


def test_a_reader_of_korean_chooses_among_roles_in_korean(signed_in, world):
    page = signed_in.get(URL, headers={"accept-language": "ko"}).content.decode()

    assert '<option value="write" selected>쓰기</option>' in page


def test_it_shows_the_teams_of_an_organisation(client, world, harbour):
    services.grant_to_team(
        repository=harbour.ledger, team=harbour.crew, role="write", by=by(world.alice)
    )
    dora = person("dora")
    services.grant(
        repository=harbour.ledger, user=dora, role="admin", by=by(world.alice)
    )
    path, team = "/harbour/ledger/settings/collaborators/", "/harbour/-/teams/crew/"

    client.force_login(world.bob)
    page = read(client, path)
    assert "crew Write" in page.text
    assert team in page.links

    # Whoever administers one repository is no member: the team's page is not for them.
    client.force_login(dora)
    page = read(client, path)
    assert "crew Write" in page.text
    assert team not in page.links


def test_a_person_has_no_teams(signed_in):
    assert "Teams" not in read(signed_in, URL).text
